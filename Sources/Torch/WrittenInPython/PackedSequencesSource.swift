/// Sequences of different lengths one after the other, as recurrent layers take them: the rest of `torch.nn.utils.rnn`,
/// written in Python.
enum PackedSequencesSource {
    static let text = #"""
        import collections
        import torch
        from torch.nn.utils.rnn import pad_sequence

        PackedSequence = collections.namedtuple(
            "PackedSequence", ["data", "batch_sizes", "sorted_indices", "unsorted_indices"], defaults=(None, None, None))

        def invert_permutation(permutation):
            return None if permutation is None else torch.argsort(permutation)

        def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
            lengths, order = torch.as_tensor(lengths, dtype=torch.int64), None
            if not enforce_sorted:
                lengths, order = torch.sort(lengths, descending=True)
                input = input.index_select(0 if batch_first else 1, order)
            x = input.transpose(0, 1) if batch_first else input
            if lengths.dim() != 1 or len(lengths) != x.shape[1]:
                raise RuntimeError(f"Expected `len(lengths)` to be equal to batch_size, but got {len(lengths)} (batch_size={x.shape[1]})")
            sizes = lengths.tolist()
            if sizes and min(sizes) <= 0:
                raise RuntimeError("Length of all samples has to be greater than 0, but found an element in 'lengths' that is <= 0")
            if any(a < b for a, b in zip(sizes, sizes[1:])):
                raise RuntimeError(
                    "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass "
                    "`enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you "
                    "do not need ONNX exportability.")
            if sizes and sizes[0] > len(x):
                raise RuntimeError(f"Expected `lengths` of at most {len(x)}, but got {sizes[0]}")
            counts = [sum(size > t for size in sizes) for t in range(sizes[0] if sizes else 0)]
            data = torch.cat([x[t, :count] for t, count in enumerate(counts)], 0)
            return PackedSequence(data, torch.tensor(counts), order, invert_permutation(order))

        def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
            counts = sequence.batch_sizes.tolist()
            if total_length is not None and total_length < len(counts):
                raise ValueError(
                    "Expected total_length to be at least the length of the longest sequence in input, but got "
                    f"total_length={total_length} and max sequence length being {len(counts)}")
            rows, steps = max(counts), []
            for part in sequence.data.split(counts):
                missing = rows - len(part)
                filler = [part.new_full((missing,) + tuple(part.shape[1:]), padding_value)] if missing else []
                steps.append(torch.cat([part] + filler, 0))
            for _ in range((total_length or 0) - len(counts)):
                steps.append(torch.full_like(steps[0], padding_value))
            output = torch.stack(steps, 1 if batch_first else 0)
            lengths = torch.tensor([sum(count > row for count in counts) for row in range(rows)])
            if sequence.unsorted_indices is not None:
                output = output.index_select(0 if batch_first else 1, sequence.unsorted_indices)
                lengths = lengths[sequence.unsorted_indices]
            return output, lengths

        def pack_sequence(sequences, enforce_sorted=True):
            lengths = torch.as_tensor([len(v) for v in sequences])
            return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)

        def unpad_sequence(padded_sequences, lengths, batch_first=False):
            rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
            return [row[:int(length)] for row, length in zip(rows, lengths)]

        def unpack_sequence(packed_sequences):
            padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
            return unpad_sequence(padded, lengths, batch_first=True)
        """#

    static let names = PythonModule.names(in: text)
}

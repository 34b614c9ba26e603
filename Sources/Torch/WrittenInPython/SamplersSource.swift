/// `torch.utils.data.sampler` and the data sets made of data sets, written in Python.
enum SamplersSource {
    static let text = #"""
        import itertools
        import torch
        from torch.utils.data import Dataset, IterableDataset

        class Sampler:
            def __init__(self, data_source=None):
                pass

            def __iter__(self):
                raise NotImplementedError

            def __class_getitem__(cls, item):
                return cls

        class SequentialSampler(Sampler):
            def __init__(self, data_source):
                self.data_source = data_source

            def __iter__(self):
                return iter(range(len(self.data_source)))

            def __len__(self):
                return len(self.data_source)

        def _seeded():
            generator = torch.Generator()
            generator.manual_seed(int(torch.empty((), dtype=torch.int64).random_().item()))
            return generator

        class RandomSampler(Sampler):
            def __init__(self, data_source, replacement=False, num_samples=None, generator=None):
                self.data_source, self.replacement, self._num_samples, self.generator = data_source, replacement, num_samples, generator
                if not isinstance(replacement, bool):
                    raise TypeError(f"replacement should be a boolean value, but got replacement={replacement}")
                if not isinstance(self.num_samples, int) or self.num_samples <= 0:
                    raise ValueError(f"num_samples should be a positive integer value, but got num_samples={self.num_samples}")

            @property
            def num_samples(self):
                return len(self.data_source) if self._num_samples is None else self._num_samples

            def __iter__(self):
                n = len(self.data_source)
                generator = _seeded() if self.generator is None else self.generator
                if self.replacement:
                    for _ in range(self.num_samples // 32):
                        yield from torch.randint(high=n, size=(32,), dtype=torch.int64, generator=generator).tolist()
                    yield from torch.randint(high=n, size=(self.num_samples % 32,), dtype=torch.int64, generator=generator).tolist()
                else:
                    for _ in range(self.num_samples // n):
                        yield from torch.randperm(n, generator=generator).tolist()
                    yield from torch.randperm(n, generator=generator).tolist()[:self.num_samples % n]

            def __len__(self):
                return self.num_samples

        class SubsetRandomSampler(Sampler):
            def __init__(self, indices, generator=None):
                self.indices, self.generator = indices, generator

            def __iter__(self):
                for i in torch.randperm(len(self.indices), generator=self.generator).tolist():
                    yield self.indices[i]

            def __len__(self):
                return len(self.indices)

        class WeightedRandomSampler(Sampler):
            def __init__(self, weights, num_samples, replacement=True, generator=None):
                if not isinstance(num_samples, int) or isinstance(num_samples, bool) or num_samples <= 0:
                    raise ValueError(f"num_samples should be a positive integer value, but got num_samples={num_samples}")
                self.weights = torch.as_tensor(weights, dtype=torch.double)
                if self.weights.dim() != 1:
                    raise ValueError(f"weights should be a 1d sequence but given weights have shape {tuple(self.weights.shape)}")
                self.num_samples, self.replacement, self.generator = num_samples, replacement, generator

            def __iter__(self):
                yield from iter(torch.multinomial(self.weights, self.num_samples, self.replacement, generator=self.generator).tolist())

            def __len__(self):
                return self.num_samples

        class BatchSampler(Sampler):
            def __init__(self, sampler, batch_size, drop_last):
                if not isinstance(batch_size, int) or isinstance(batch_size, bool) or batch_size <= 0:
                    raise ValueError(f"batch_size should be a positive integer value, but got batch_size={batch_size}")
                if not isinstance(drop_last, bool):
                    raise ValueError(f"drop_last should be a boolean value, but got drop_last={drop_last}")
                self.sampler, self.batch_size, self.drop_last = sampler, batch_size, drop_last

            def __iter__(self):
                batch = []
                for index in self.sampler:
                    batch.append(index)
                    if len(batch) == self.batch_size:
                        yield batch
                        batch = []
                if batch and not self.drop_last:
                    yield batch

            def __len__(self):
                count = len(self.sampler)
                return count // self.batch_size if self.drop_last else (count + self.batch_size - 1) // self.batch_size

        class ConcatDataset(Dataset):
            def __init__(self, datasets):
                self.datasets = list(datasets)
                assert len(self.datasets) > 0, "datasets should not be an empty iterable"
                self.cumulative_sizes = list(itertools.accumulate(len(d) for d in self.datasets))

            def __len__(self):
                return self.cumulative_sizes[-1]

            def __getitem__(self, idx):
                if idx < 0:
                    if -idx > len(self):
                        raise ValueError("absolute value of index should not exceed dataset length")
                    idx += len(self)
                before = 0
                for dataset, end in zip(self.datasets, self.cumulative_sizes):
                    if idx < end:
                        return dataset[idx - before]
                    before = end
                raise IndexError("list index out of range")

        class ChainDataset(IterableDataset):
            def __init__(self, datasets):
                self.datasets = datasets

            def __iter__(self):
                for dataset in self.datasets:
                    yield from dataset

        def default_convert(data):
            if isinstance(data, torch.Tensor) or isinstance(data, (str, bytes)):
                return data
            if isinstance(data, dict):
                return type(data)({key: default_convert(value) for key, value in data.items()})
            if isinstance(data, tuple) and hasattr(data, "_fields"):
                return type(data)(*(default_convert(part) for part in data))
            if isinstance(data, (list, tuple)):
                return [default_convert(part) for part in data]
            return torch.as_tensor(data) if type(data).__module__ == "numpy" else data

        def get_worker_info():
            return None

        class StackDataset(Dataset):
            def __init__(self, *args, **kwargs):
                self.datasets = kwargs if kwargs else args

            def __getitem__(self, index):
                if isinstance(self.datasets, dict):
                    return {k: d[index] for k, d in self.datasets.items()}
                return tuple(d[index] for d in self.datasets)

            def __len__(self):
                return len(next(iter(self.datasets.values())) if isinstance(self.datasets, dict) else self.datasets[0])
        """#

    static let names = [
        "Sampler", "SequentialSampler", "RandomSampler", "SubsetRandomSampler", "WeightedRandomSampler", "BatchSampler",
        "ConcatDataset", "ChainDataset", "StackDataset", "default_convert", "get_worker_info",
    ]
}

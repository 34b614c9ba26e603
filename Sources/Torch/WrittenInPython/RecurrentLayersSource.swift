/// `torch.nn.modules.rnn`: recurrent layers, written in Python as loops over cells.
enum RecurrentLayersSource {
    static let text = #"""
        import math
        import torch
        from torch.nn import Module, Parameter, init
        import torch.nn.functional as F

        def _cell(mode, x, h, w_ih, w_hh, b_ih, b_hh, w_hr=None):
            if mode == "LSTM":
                h, c = h
                i, f, g, o = (F.linear(x, w_ih, b_ih) + F.linear(h, w_hh, b_hh)).chunk(4, 1)
                c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                h = torch.sigmoid(o) * torch.tanh(c)
                return h if w_hr is None else F.linear(h, w_hr), c
            if mode == "GRU":
                i_r, i_z, i_n = F.linear(x, w_ih, b_ih).chunk(3, 1)
                h_r, h_z, h_n = F.linear(h, w_hh, b_hh).chunk(3, 1)
                z = torch.sigmoid(i_z + h_z)
                n = torch.tanh(i_n + torch.sigmoid(i_r + h_r) * h_n)
                return (h - n) * z + n
            total = F.linear(x, w_ih, b_ih) + F.linear(h, w_hh, b_hh)
            return torch.relu(total) if mode == "RNN_RELU" else torch.tanh(total)

        class RNNBase(Module):
            def __init__(self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                         bidirectional=False, proj_size=0, device=None, dtype=None):
                super().__init__()
                if hidden_size <= 0:
                    raise ValueError("hidden_size must be greater than zero")
                if num_layers <= 0:
                    raise ValueError("num_layers must be greater than zero")
                self.mode, self.input_size, self.hidden_size, self.num_layers = mode, input_size, hidden_size, num_layers
                if dropout > 0 and num_layers == 1:
                    torch._warn("dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects "
                                f"num_layers greater than 1, but got dropout={dropout} and num_layers={num_layers}", UserWarning)
                self.bias, self.batch_first, self.dropout, self.bidirectional = bias, batch_first, float(dropout), bidirectional
                if proj_size < 0:
                    raise ValueError("proj_size should be a positive integer or zero to disable projections")
                if proj_size >= hidden_size:
                    raise ValueError("proj_size has to be smaller than hidden_size")
                if proj_size and mode != "LSTM":
                    raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
                self.proj_size = proj_size
                seen = self._seen_size
                gates = {"LSTM": 4, "GRU": 3}.get(mode, 1) * hidden_size
                directions = 2 if bidirectional else 1
                for layer in range(num_layers):
                    for direction in range(directions):
                        width = input_size if layer == 0 else seen * directions
                        end = f"l{layer}" + ("_reverse" if direction else "")
                        setattr(self, f"weight_ih_{end}", Parameter(torch.empty(gates, width, device=device, dtype=dtype)))
                        setattr(self, f"weight_hh_{end}", Parameter(torch.empty(gates, seen, device=device, dtype=dtype)))
                        if bias:
                            setattr(self, f"bias_ih_{end}", Parameter(torch.empty(gates, device=device, dtype=dtype)))
                            setattr(self, f"bias_hh_{end}", Parameter(torch.empty(gates, device=device, dtype=dtype)))
                        if proj_size:
                            setattr(self, f"weight_hr_{end}", Parameter(torch.empty(proj_size, hidden_size, device=device, dtype=dtype)))
                self.reset_parameters()

            def reset_parameters(self):
                bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
                for weight in self.parameters():
                    init.uniform_(weight, -bound, bound)

            @property
            def _seen_size(self):
                return self.proj_size or self.hidden_size

            @property
            def _kinds(self):
                return ("weight_ih", "weight_hh") + (("bias_ih", "bias_hh") if self.bias else ()) + (("weight_hr",) if self.proj_size else ())

            @property
            def all_weights(self):
                ends = [f"l{layer}{end}" for layer in range(self.num_layers)
                        for end in (("", "_reverse") if self.bidirectional else ("",))]
                return [[getattr(self, f"{kind}_{end}") for kind in self._kinds] for end in ends]

            def flatten_parameters(self):
                pass

            def extra_repr(self):
                text = f"{self.input_size}, {self.hidden_size}"
                if self.proj_size != 0:
                    text += f", proj_size={self.proj_size}"
                if self.num_layers != 1:
                    text += f", num_layers={self.num_layers}"
                if self.bias is not True:
                    text += f", bias={self.bias}"
                if self.batch_first is not False:
                    text += f", batch_first={self.batch_first}"
                if self.dropout != 0:
                    text += f", dropout={self.dropout}"
                if self.bidirectional is not False:
                    text += f", bidirectional={self.bidirectional}"
                return text

            def _direction(self, steps, state, end, running=None):
                weights = [getattr(self, f"{kind}_{end}") if kind in self._kinds else None
                           for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")]
                outputs = []
                for place, step in enumerate(steps):
                    old, state = state, _cell(self.mode, step, state, *weights)
                    if running is not None and self.mode == "LSTM":
                        state = tuple(torch.where(running[place], new, kept) for new, kept in zip(state, old))
                    elif running is not None:
                        state = torch.where(running[place], state, old)
                    outputs.append(state[0] if self.mode == "LSTM" else state)
                return outputs, state

            def _check_states(self, states, lead):
                for place, state in enumerate(states):
                    wanted = lead + (self.hidden_size if place else self._seen_size,)
                    if tuple(state.shape) != wanted:
                        name = f"hidden[{place}]" if len(states) == 2 else "hidden"
                        raise RuntimeError(f"Expected {name} size {wanted}, got {list(state.shape)}")

            def _forward_packed(self, input, hx):
                from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence
                x, lengths = pad_packed_sequence(PackedSequence(input.data, input.batch_sizes))
                def ordered(states, order):
                    if states is None or order is None:
                        return states
                    if isinstance(states, tuple):
                        return tuple(s.index_select(1, order) for s in states)
                    return states.index_select(1, order)
                running = [(lengths > t).unsqueeze(1) for t in range(len(x))]
                output, hidden = self._run(x, ordered(hx, input.sorted_indices), running)
                data = pack_padded_sequence(output, lengths).data
                return input._replace(data=data), ordered(hidden, input.unsorted_indices)

            def forward(self, input, hx=None):
                if hasattr(input, "batch_sizes"):
                    return self._forward_packed(input, hx)
                if input.dim() not in (2, 3):
                    tensor = " tensor" if self.mode.startswith("RNN") else ""
                    raise ValueError(f"{self.mode[:3] if tensor else self.mode}: Expected input to be 2D or 3D, got {input.dim()}D{tensor} instead")
                single = input.dim() == 2
                x = input.unsqueeze(0 if self.batch_first else 1) if single else input
                if self.batch_first:
                    x = x.transpose(0, 1)
                paired = self.mode == "LSTM"
                if single and hx is not None:
                    hx = tuple(h.unsqueeze(1) for h in hx) if paired else hx.unsqueeze(1)
                x, hidden = self._run(x, hx)
                output = x.transpose_(0, 1) if self.batch_first else x
                if single:
                    output = output.squeeze(0 if self.batch_first else 1)
                    hidden = tuple(h.squeeze(1) for h in hidden) if paired else hidden.squeeze(1)
                return output, hidden

            def _run(self, x, hx, running=None):
                if x.shape[-1] != self.input_size:
                    raise RuntimeError(f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {x.shape[-1]}")
                if x.dtype != self.weight_ih_l0.dtype:
                    wanted = self.weight_ih_l0.dtype
                    raise ValueError(f"RNN input dtype ({x.dtype}) does not match weight dtype ({wanted}). Convert input: "
                                     f"input.to({wanted}), or convert model: model.to({x.dtype})")
                if len(x) == 0:
                    raise RuntimeError("Expected sequence length to be larger than 0 in RNN")
                directions = 2 if self.bidirectional else 1
                paired, lead = self.mode == "LSTM", (self.num_layers * directions, x.shape[1])
                if hx is None:
                    hx = torch.zeros(*lead, self._seen_size, dtype=x.dtype)
                    hx = (hx, torch.zeros(*lead, self.hidden_size, dtype=x.dtype)) if paired else hx
                self._check_states(hx if paired else (hx,), lead)
                finals = []
                for layer in range(self.num_layers):
                    parts = []
                    for direction in range(directions):
                        place = layer * directions + direction
                        state = (hx[0][place], hx[1][place]) if paired else hx[place]
                        steps, alive = list(x.unbind(0)), running
                        if direction:
                            steps.reverse()
                            alive = None if running is None else running[::-1]
                        outputs, state = self._direction(steps, state, f"l{layer}" + ("_reverse" if direction else ""), alive)
                        if direction:
                            outputs.reverse()
                        parts.append(torch.stack(outputs))
                        finals.append(state)
                    x = torch.cat(parts, -1) if directions == 2 else parts[0]
                    if self.dropout and self.training and layer < self.num_layers - 1:
                        x = F.dropout(x, self.dropout, True)
                return x, tuple(torch.stack([f[k] for f in finals]) for k in (0, 1)) if paired else torch.stack(finals)

        class RNN(RNNBase):
            def __init__(self, input_size, hidden_size, num_layers=1, nonlinearity="tanh", **kwargs):
                if nonlinearity not in ("tanh", "relu"):
                    raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
                super().__init__("RNN_TANH" if nonlinearity == "tanh" else "RNN_RELU", input_size, hidden_size, num_layers, **kwargs)
                self.nonlinearity = nonlinearity

        class LSTM(RNNBase):
            def __init__(self, *args, **kwargs):
                super().__init__("LSTM", *args, **kwargs)

        class GRU(RNNBase):
            def __init__(self, *args, **kwargs):
                super().__init__("GRU", *args, **kwargs)

        class RNNCellBase(Module):
            def __init__(self, input_size, hidden_size, bias, chunks, mode, device=None, dtype=None):
                super().__init__()
                self.input_size, self.hidden_size, self.bias, self._mode = input_size, hidden_size, bias, mode
                self.weight_ih = Parameter(torch.empty(chunks * hidden_size, input_size, device=device, dtype=dtype))
                self.weight_hh = Parameter(torch.empty(chunks * hidden_size, hidden_size, device=device, dtype=dtype))
                if bias:
                    self.bias_ih = Parameter(torch.empty(chunks * hidden_size, device=device, dtype=dtype))
                    self.bias_hh = Parameter(torch.empty(chunks * hidden_size, device=device, dtype=dtype))
                else:
                    self.register_parameter("bias_ih", None)
                    self.register_parameter("bias_hh", None)
                bound = 1.0 / math.sqrt(hidden_size) if hidden_size > 0 else 0
                for weight in self.parameters():
                    init.uniform_(weight, -bound, bound)

            def extra_repr(self):
                text = f"{self.input_size}, {self.hidden_size}" + ("" if self.bias is True else f", bias={self.bias}")
                shape = getattr(self, "nonlinearity", "tanh")
                return text if shape == "tanh" else text + f", nonlinearity={shape}"

            def forward(self, input, hx=None):
                single = input.dim() == 1
                x = input.unsqueeze(0) if single else input
                paired = self._mode == "LSTM"
                if hx is None:
                    zeros = torch.zeros(x.shape[0], self.hidden_size, dtype=x.dtype)
                    hx = (zeros, zeros) if paired else zeros
                elif single:
                    hx = tuple(h.unsqueeze(0) for h in hx) if paired else hx.unsqueeze(0)
                if x.shape[1] != self.input_size:
                    raise RuntimeError(f"input has inconsistent input_size: got {x.shape[1]} expected {self.input_size}")
                for place, h in enumerate(hx if paired else (hx,)):
                    if h.shape[0] != x.shape[0]:
                        raise RuntimeError(f"Input batch size {x.shape[0]} doesn't match hidden{place} batch size {h.shape[0]}")
                    if h.shape[1] != self.hidden_size:
                        raise RuntimeError(f"hidden{place} has inconsistent hidden_size: got {h.shape[1]}, expected {self.hidden_size}")
                result = _cell(self._mode, x, hx, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
                if single:
                    result = tuple(h.squeeze(0) for h in result) if paired else result.squeeze(0)
                return result

        class RNNCell(RNNCellBase):
            def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
                super().__init__(input_size, hidden_size, bias, 1, "RNN_TANH" if nonlinearity == "tanh" else "RNN_RELU", device,
                                 dtype)
                self.nonlinearity = nonlinearity

        class LSTMCell(RNNCellBase):
            def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
                super().__init__(input_size, hidden_size, bias, 4, "LSTM", device, dtype)

        class GRUCell(RNNCellBase):
            def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
                super().__init__(input_size, hidden_size, bias, 3, "GRU", device, dtype)
        """#
}

/// `torch.nn.modules.transformer`: encoder and decoder layers, written in Python.
enum TransformerLayersSource {
    static let text = #"""
        import copy
        import torch
        from torch.nn import Module, ModuleList, MultiheadAttention, Linear, Dropout, LayerNorm, init
        import torch.nn.functional as F

        def _get_clones(module, N):
            return ModuleList([copy.deepcopy(module) for i in range(N)])

        def _get_activation_fn(activation):
            if activation == "relu":
                return F.relu
            if activation == "gelu":
                return F.gelu
            raise RuntimeError(f"activation should be relu/gelu, not {activation}")

        class TransformerEncoderLayer(Module):
            def __init__(self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation=F.relu, layer_norm_eps=1e-5,
                         batch_first=False, norm_first=False, bias=True, device=None, dtype=None):
                super().__init__()
                place = {"device": device, "dtype": dtype}
                self.self_attn = MultiheadAttention(d_model, nhead, dropout=dropout, bias=bias, batch_first=batch_first,
                                                    **place)
                self.linear1 = Linear(d_model, dim_feedforward, bias=bias, **place)
                self.dropout = Dropout(dropout)
                self.linear2 = Linear(dim_feedforward, d_model, bias=bias, **place)
                self.norm_first = norm_first
                self.norm1 = LayerNorm(d_model, eps=layer_norm_eps, bias=bias, **place)
                self.norm2 = LayerNorm(d_model, eps=layer_norm_eps, bias=bias, **place)
                self.dropout1 = Dropout(dropout)
                self.dropout2 = Dropout(dropout)
                self.activation = _get_activation_fn(activation) if isinstance(activation, str) else activation

            def forward(self, src, src_mask=None, src_key_padding_mask=None, is_causal=False):
                x = src
                if self.norm_first:
                    x = x + self._sa_block(self.norm1(x), src_mask, src_key_padding_mask)
                    return x + self._ff_block(self.norm2(x))
                x = self.norm1(x + self._sa_block(x, src_mask, src_key_padding_mask))
                return self.norm2(x + self._ff_block(x))

            def _sa_block(self, x, attn_mask, key_padding_mask):
                return self.dropout1(self.self_attn(x, x, x, attn_mask=attn_mask, key_padding_mask=key_padding_mask,
                                                    need_weights=False)[0])

            def _ff_block(self, x):
                return self.dropout2(self.linear2(self.dropout(self.activation(self.linear1(x)))))

        def _why_not_nested(layer):
            if not isinstance(layer, TransformerEncoderLayer):
                return "encoder_layer was not TransformerEncoderLayer"
            if layer.norm_first:
                return "encoder_layer.norm_first was True"
            if not layer.self_attn.batch_first:
                return "encoder_layer.self_attn.batch_first was not True(use batch_first for better inference performance)"
            if layer.self_attn.in_proj_bias is None:
                return "encoder_layer.self_attn was passed bias=False"
            if layer.activation not in (F.relu, F.gelu):
                return "encoder_layer.activation_relu_or_gelu was not True"
            if layer.norm1.eps != layer.norm2.eps:
                return "encoder_layer.norm1.eps was not equal to encoder_layer.norm2.eps"
            return "encoder_layer.self_attn.num_heads is odd" if layer.self_attn.num_heads % 2 == 1 else ""

        class TransformerEncoder(Module):
            def __init__(self, encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True):
                why = _why_not_nested(encoder_layer) if enable_nested_tensor else ""
                if why:
                    torch._warn(f"enable_nested_tensor is True, but self.use_nested_tensor is False because {why}", UserWarning)
                super().__init__()
                self.layers = _get_clones(encoder_layer, num_layers)
                self.num_layers = num_layers
                self.norm = norm

            def forward(self, src, mask=None, src_key_padding_mask=None, is_causal=None):
                output = src
                for layer in self.layers:
                    output = layer(output, src_mask=mask, src_key_padding_mask=src_key_padding_mask)
                return output if self.norm is None else self.norm(output)

        class TransformerDecoderLayer(Module):
            def __init__(self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation=F.relu, layer_norm_eps=1e-5,
                         batch_first=False, norm_first=False, bias=True, device=None, dtype=None):
                super().__init__()
                place = {"device": device, "dtype": dtype}
                self.self_attn = MultiheadAttention(d_model, nhead, dropout=dropout, bias=bias, batch_first=batch_first,
                                                    **place)
                self.multihead_attn = MultiheadAttention(d_model, nhead, dropout=dropout, bias=bias, batch_first=batch_first,
                                                         **place)
                self.linear1 = Linear(d_model, dim_feedforward, bias=bias, **place)
                self.dropout = Dropout(dropout)
                self.linear2 = Linear(dim_feedforward, d_model, bias=bias, **place)
                self.norm_first = norm_first
                self.norm1 = LayerNorm(d_model, eps=layer_norm_eps, bias=bias, **place)
                self.norm2 = LayerNorm(d_model, eps=layer_norm_eps, bias=bias, **place)
                self.norm3 = LayerNorm(d_model, eps=layer_norm_eps, bias=bias, **place)
                self.dropout1 = Dropout(dropout)
                self.dropout2 = Dropout(dropout)
                self.dropout3 = Dropout(dropout)
                self.activation = _get_activation_fn(activation) if isinstance(activation, str) else activation

            def forward(self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None,
                        memory_key_padding_mask=None, tgt_is_causal=False, memory_is_causal=False):
                x = tgt
                if self.norm_first:
                    x = x + self._sa_block(self.norm1(x), tgt_mask, tgt_key_padding_mask)
                    x = x + self._mha_block(self.norm2(x), memory, memory_mask, memory_key_padding_mask)
                    return x + self._ff_block(self.norm3(x))
                x = self.norm1(x + self._sa_block(x, tgt_mask, tgt_key_padding_mask))
                x = self.norm2(x + self._mha_block(x, memory, memory_mask, memory_key_padding_mask))
                return self.norm3(x + self._ff_block(x))

            def _sa_block(self, x, attn_mask, key_padding_mask):
                return self.dropout1(self.self_attn(x, x, x, attn_mask=attn_mask, key_padding_mask=key_padding_mask,
                                                    need_weights=False)[0])

            def _mha_block(self, x, mem, attn_mask, key_padding_mask):
                return self.dropout2(self.multihead_attn(x, mem, mem, attn_mask=attn_mask, key_padding_mask=key_padding_mask,
                                                         need_weights=False)[0])

            def _ff_block(self, x):
                return self.dropout3(self.linear2(self.dropout(self.activation(self.linear1(x)))))

        class TransformerDecoder(Module):
            def __init__(self, decoder_layer, num_layers, norm=None):
                super().__init__()
                self.layers = _get_clones(decoder_layer, num_layers)
                self.num_layers = num_layers
                self.norm = norm

            def forward(self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None,
                        memory_key_padding_mask=None, tgt_is_causal=None, memory_is_causal=False):
                output = tgt
                for layer in self.layers:
                    output = layer(output, memory, tgt_mask=tgt_mask, memory_mask=memory_mask,
                                   tgt_key_padding_mask=tgt_key_padding_mask,
                                   memory_key_padding_mask=memory_key_padding_mask)
                return output if self.norm is None else self.norm(output)

        class Transformer(Module):
            def __init__(self, d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048,
                         dropout=0.1, activation=F.relu, custom_encoder=None, custom_decoder=None, layer_norm_eps=1e-5,
                         batch_first=False, norm_first=False, bias=True, device=None, dtype=None):
                super().__init__()
                place = {"device": device, "dtype": dtype}
                options = (dropout, activation, layer_norm_eps, batch_first, norm_first, bias, device, dtype)
                self.encoder = custom_encoder if custom_encoder is not None else TransformerEncoder(
                    TransformerEncoderLayer(d_model, nhead, dim_feedforward, *options), num_encoder_layers,
                    LayerNorm(d_model, eps=layer_norm_eps, bias=bias, **place))
                self.decoder = custom_decoder if custom_decoder is not None else TransformerDecoder(
                    TransformerDecoderLayer(d_model, nhead, dim_feedforward, *options), num_decoder_layers,
                    LayerNorm(d_model, eps=layer_norm_eps, bias=bias, **place))
                for p in self.parameters():
                    if p.dim() > 1:
                        init.xavier_uniform_(p)
                self.d_model, self.nhead, self.batch_first = d_model, nhead, batch_first

            def forward(self, src, tgt, src_mask=None, tgt_mask=None, memory_mask=None, src_key_padding_mask=None,
                        tgt_key_padding_mask=None, memory_key_padding_mask=None, src_is_causal=None, tgt_is_causal=None,
                        memory_is_causal=False):
                memory = self.encoder(src, mask=src_mask, src_key_padding_mask=src_key_padding_mask)
                return self.decoder(tgt, memory, tgt_mask=tgt_mask, memory_mask=memory_mask,
                                    tgt_key_padding_mask=tgt_key_padding_mask,
                                    memory_key_padding_mask=memory_key_padding_mask)

            @staticmethod
            def generate_square_subsequent_mask(sz, device=None, dtype=None):
                return torch.triu(torch.full((sz, sz), float("-inf"), device=device, dtype=dtype), diagonal=1)
        """#
}

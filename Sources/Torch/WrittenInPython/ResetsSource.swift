/// `reset_parameters` of the native layers, one function for each way in which torch draws them, written in Python.
enum ResetsSource {
    static let text = #"""
        import math
        from torch.nn import init

        def uniform(self):
            init.kaiming_uniform_(self.weight, a=math.sqrt(5))
            if self.bias is not None:
                fan = init._calculate_fan_in_and_fan_out(self.weight)[0]
                bound = 1 / math.sqrt(fan) if fan > 0 else 0
                init.uniform_(self.bias, -bound, bound)

        def normal(self):
            init.normal_(self.weight)
            if self.padding_idx is not None:
                self.weight.data[self.padding_idx].zero_()

        def affine(self):
            if self.weight is not None:
                init.ones_(self.weight)
            if getattr(self, "bias", None) is not None:
                init.zeros_(self.bias)

        def statistics(self):
            if self.running_mean is not None:
                self.running_mean.zero_()
                self.running_var.fill_(1)
                self.num_batches_tracked.zero_()

        def normalized(self):
            self.reset_running_stats()
            affine(self)

        def attention(self):
            for name in ("in_proj_weight", "q_proj_weight", "k_proj_weight", "v_proj_weight"):
                if getattr(self, name) is not None:
                    init.xavier_uniform_(getattr(self, name))
            if self.in_proj_bias is not None:
                init.constant_(self.in_proj_bias, 0.0)
                init.constant_(self.out_proj.bias, 0.0)
            for position in (self.bias_k, self.bias_v):
                if position is not None:
                    init.xavier_normal_(position)
        """#
}

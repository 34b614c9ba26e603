/// `torch.optim.LBFGS`, written in Python: steps along the gradient times an estimate of the inverse Hessian (Nocedal and
/// Wright, "Numerical Optimization", algorithms 7.4, 3.5 and 3.6).
enum QuasiNewtonSource {
    static let text = #"""
        import torch
        from torch.optim import Optimizer

        def _lowest(x1, f1, g1, x2, f2, g2, bounds=None):
            """Where the cubic through two points with two slopes is lowest, within bounds."""
            low, high = bounds if bounds is not None else (x1, x2) if x1 <= x2 else (x2, x1)
            d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
            square = d1**2 - g1 * g2
            if not square >= 0:
                return (low + high) / 2.0
            d2 = square.sqrt()
            if x1 <= x2:
                place = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
            else:
                place = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2))
            return min(max(place, low), high)

        class _Point:
            """A step with the loss, the gradient and the slope that were found there."""

            def __init__(self, step, loss, grad, slope):
                self.step, self.loss, self.grad, self.slope = step, loss, grad, slope

        def _inside(ends, stuck):
            """A step between two points, kept from staying at an end; and whether it came close to one."""
            steps = [end.step for end in ends]
            step = _lowest(*(v for end in ends for v in (end.step, end.loss, end.slope)))
            margin = 0.1 * (max(steps) - min(steps))
            if not min(max(steps) - step, step - min(steps)) < margin:
                return step, False
            if not (stuck or step >= max(steps) or step <= min(steps)):
                return step, True
            if abs(step - max(steps)) < abs(step - min(steps)):
                return max(steps) - margin, False
            return min(steps) + margin, False

        def _strong_wolfe(at, start, step, direction, tolerance_change, limit, c1=1e-4, c2=0.9):
            """A point that meets the strong Wolfe conditions, and how often the loss was asked for."""
            size = direction.abs().max()
            before, here, rounds, done = start, at(step), 0, False
            ends = None
            while rounds < limit:
                if (here.loss > start.loss + c1 * here.step * start.slope or (rounds > 1 and here.loss >= before.loss)):
                    ends = [before, here]
                    break
                if abs(here.slope) <= -c2 * start.slope:
                    ends, done = [here], True
                    break
                if here.slope >= 0:
                    ends = [before, here]
                    break
                bounds = (here.step + 0.01 * (here.step - before.step), here.step * 10)
                step = _lowest(before.step, before.loss, before.slope, here.step, here.loss, here.slope, bounds)
                before, here = here, at(step)
                rounds += 1
            if rounds == limit:
                ends = [start, here]
            evaluations, stuck = rounds + 1, False
            low, high = (0, 1) if ends[0].loss <= ends[-1].loss else (1, 0)
            while not done and rounds < limit:
                if abs(ends[1].step - ends[0].step) * size < tolerance_change:
                    break
                step, stuck = _inside(ends, stuck)
                here = at(step)
                evaluations += 1
                rounds += 1
                if here.loss > start.loss + c1 * here.step * start.slope or here.loss >= ends[low].loss:
                    ends[high] = here
                    low, high = (0, 1) if ends[0].loss <= ends[1].loss else (1, 0)
                    continue
                if abs(here.slope) <= -c2 * start.slope:
                    done = True
                elif here.slope * (ends[high].step - ends[low].step) >= 0:
                    ends[high] = ends[low]
                ends[low] = here
            return ends[low], evaluations

        class LBFGS(Optimizer):
            def __init__(self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7, tolerance_change=1e-9,
                         history_size=100, line_search_fn=None):
                if not 0.0 <= lr:
                    raise ValueError(f"Invalid learning rate: {lr}")
                super().__init__(params, dict(
                    lr=lr, max_iter=max_iter, max_eval=max_iter * 5 // 4 if max_eval is None else max_eval,
                    tolerance_grad=tolerance_grad, tolerance_change=tolerance_change, history_size=history_size,
                    line_search_fn=line_search_fn))
                if len(self.param_groups) != 1:
                    raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
                self._params = self.param_groups[0]["params"]

            def _flat(self):
                return torch.cat([p.new_zeros(p.numel()) if p.grad is None else p.grad.reshape(-1) for p in self._params], 0)

            def _move(self, step, direction):
                start = 0
                for p in self._params:
                    p.add_(direction[start:start + p.numel()].view_as(p), alpha=step)
                    start += p.numel()

            def _point(self, closure, places, direction, step):
                self._move(step, direction)
                loss, grad = float(closure()), self._flat()
                for p, place in zip(self._params, places):
                    p.copy_(place)
                return _Point(step, loss, grad, grad.dot(direction))

            def _direction(self, state, grad, size):
                if state["n_iter"] == 1:
                    state.update(old_dirs=[], old_stps=[], ro=[], H_diag=1)
                    return grad.neg()
                dirs, steps, ro = state["old_dirs"], state["old_stps"], state["ro"]
                y, s = grad.sub(state["prev_flat_grad"]), state["d"].mul(state["t"])
                ys = y.dot(s)
                if ys > 1e-10:
                    if len(dirs) == size:
                        for kept in (dirs, steps, ro):
                            kept.pop(0)
                    dirs.append(y)
                    steps.append(s)
                    ro.append(1.0 / ys)
                    state["H_diag"] = ys / y.dot(y)
                al = state.setdefault("al", [None] * size)
                q = grad.neg()
                for i in range(len(dirs) - 1, -1, -1):
                    al[i] = steps[i].dot(q) * ro[i]
                    q.add_(dirs[i], alpha=-al[i])
                d = torch.mul(q, state["H_diag"])
                for i in range(len(dirs)):
                    d.add_(steps[i], alpha=al[i] - dirs[i].dot(d) * ro[i])
                return d

            @torch.no_grad()
            def step(self, closure):
                group, closure = self.param_groups[0], torch.enable_grad()(closure)
                search, tolerance = group["line_search_fn"], group["tolerance_change"]
                state = self.state[self._params[0]]
                state.setdefault("func_evals", 0)
                state.setdefault("n_iter", 0)
                first = closure()
                loss, evaluations, rounds = float(first), 1, 0
                state["func_evals"] += 1
                grad = self._flat()
                if grad.abs().max() <= group["tolerance_grad"]:
                    return first
                flat = False
                while rounds < group["max_iter"]:
                    rounds += 1
                    state["n_iter"] += 1
                    d = state["d"] = self._direction(state, grad, group["history_size"])
                    state["prev_flat_grad"], state["prev_loss"] = grad.clone(), loss
                    t = group["lr"]
                    if state["n_iter"] == 1:
                        t = min(1.0, 1.0 / grad.abs().sum()) * group["lr"]
                    state["t"], slope, asked = t, grad.dot(d), 0
                    if slope > -tolerance:
                        break
                    if search is not None:
                        if search != "strong_wolfe":
                            raise RuntimeError("only 'strong_wolfe' is supported")
                        places = [p.clone() for p in self._params]
                        found, asked = _strong_wolfe(
                            lambda step: self._point(closure, places, d, step), _Point(0, loss, grad.clone(), slope), t, d,
                            tolerance, group["max_eval"] - evaluations)
                        loss, grad, t = found.loss, found.grad, found.step
                        state["t"] = t
                        self._move(t, d)
                        flat = grad.abs().max() <= group["tolerance_grad"]
                    else:
                        self._move(t, d)
                        if rounds != group["max_iter"]:
                            loss, asked = float(closure()), 1
                            grad = self._flat()
                            flat = grad.abs().max() <= group["tolerance_grad"]
                    evaluations += asked
                    state["func_evals"] += asked
                    if rounds == group["max_iter"] or evaluations >= group["max_eval"] or flat:
                        break
                    if d.mul(t).abs().max() <= tolerance or abs(loss - state["prev_loss"]) < tolerance:
                        break
                for key in ("d", "t", "old_dirs", "old_stps", "ro", "H_diag", "prev_flat_grad", "prev_loss"):
                    state[key] = state.pop(key)
                return first
        """#

    static let names = ["LBFGS"]
}

"""What the plotting libraries and tables share: values as plain lists, and quantiles."""


def plain(value):
    """Tensors, arrays, series, ranges and iterators as lists; everything else as it is."""
    if hasattr(value, "detach"):
        value = value.detach().cpu()
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, (list, tuple, range, dict)) or hasattr(value, "__next__") or \
            type(value).__name__ in ("dict_keys", "dict_values"):
        return [plain(each) for each in value]
    return value


def quantile(values, share):
    """The value below which a share of sorted values lies, as numpy finds it: `quantile([1, 2, 4], 0.5)` is 2."""
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)

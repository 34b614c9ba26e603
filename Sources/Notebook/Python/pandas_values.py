"""Values of tables: what is missing, of which type a column is, and how it is written."""
import math

from _plotting import quantile


def as_list(value):
    if hasattr(value, "detach"):
        value = value.detach()
    if hasattr(value, "tolist"):
        return value.tolist()
    return list(value)


def as_array(values, kinds):
    """An array of numbers or truths; lists where there is anything else."""
    if not values or not all(kind in ("int64", "float64", "bool") for kind in kinds):
        return values
    import numpy
    return numpy.array(values)


def isna(value):
    if hasattr(value, "isna"):
        return value.isna()
    return value is None or (isinstance(value, float) and value != value)


def dtype_name(values):
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, bool) for value in known):
        return "bool"
    if known and len(known) == len(values) and all(isinstance(value, int) for value in known):
        return "int64"
    if known and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in known):
        return "float64"
    return "object"


def _written(value):
    return f"[{', '.join(str(each) for each in value)}]" if isinstance(value, list) else str(value)


def formatted(values):
    """The texts of a column; numbers with one number of decimals, as pandas shows them."""
    kind = dtype_name(values)
    if kind != "float64":
        return ["None" if value is None else "NaN" if value != value else _written(value) for value in values]
    real = [float("nan") if value is None else float(value) for value in values]
    finite = [abs(value) for value in real if value == value and value not in (float("inf"), float("-inf"))]
    texts = [f"{value:.6f}" for value in real]
    decimals = 1
    for text, value in zip(texts, real):
        if value == value and "." in text:
            decimals = max(decimals, len(text.rstrip("0").rpartition(".")[2]))
    shown = ["NaN" if value != value else f"{value:.{decimals}f}" if abs(value) != float("inf") else str(value) for value in real]
    is_long = max((len(text) for text in shown), default=0) > 11 and max(finite, default=0) > 1e6
    if is_long or any(0 < value < 1e-6 for value in finite):
        return ["NaN" if value != value else f"{value:.6e}" for value in real]
    return shown


def reduced(how, values):
    if callable(how):
        from pandas.core.series import Series
        return how(Series(values))
    known = [value for value in values if not isna(value)]
    if how == "count":
        return len(known)
    if how == "nunique":
        return len(set(known))
    if how == "first":
        return known[0] if known else None
    if how == "last":
        return known[-1] if known else None
    if how == "sum":
        return sum(known)
    if how == "size":
        return len(values)
    if not known:
        return float("nan")
    if how == "mean":
        return sum(known) / len(known)
    if how in ("max", "min"):
        return max(known) if how == "max" else min(known)
    if how == "median":
        return quantile(sorted(known), 0.5)
    if how in ("std", "var"):
        if len(known) < 2:
            return float("nan")
        middle = sum(known) / len(known)
        variance = sum((value - middle) ** 2 for value in known) / (len(known) - 1)
        return variance if how == "var" else math.sqrt(variance)
    raise ValueError(f"no aggregation is called {how!r}")

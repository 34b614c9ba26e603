"""What the plotting libraries and tables share: values as plain lists, quantiles, and words on keywords without effect."""
import sys

# Matters of taste, which do not change what a figure says.
_TASTE = set("""
    aa antialiased line_shape arrowprops axis_fontsize backgroundcolor bbox bbox_inches bbox_to_anchor block borderaxespad capsize capthick
    cbar_ax clear clip_on constrained_layout custom_data dash_capstyle dpi drawstyle ec ecolor edgecolor edgecolors elinewidth
    errorbar facecolor family fancybox fc fillstyle fontdict fontfamily fontsize fontstyle fontweight fraction frameon framealpha gid
    ha horizontalalignment hover_data hover_name interpolation join_style labelpad layout legend linecolor linestyles linespacing
    linewidth linewidths loc location lw marker markeredgecolor markeredgewidth markerfacecolor mec mew mfc multialignment ncol
    ncols num orientation pad pad_inches palette patch_artist picker prop rasterized render_mode resample rotation rwidth s shading
    shadow shrink size snap solid_capstyle style template tick_label title_fontsize transparent url use_gridspec va
    verticalalignment weight which wrap zorder
    """.split())
_told = set()


def unused(call, keywords, taste=_TASTE):
    """Says on the error stream, once for each, which keywords of a call have no effect."""
    for name, value in keywords.items():
        if value is None or value is False or name in taste or (call, name) in _told:
            continue
        _told.add((call, name))
        print(f"{call}: the keyword '{name}' has no effect here", file=sys.stderr)


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

"""Progress bars under the rich library's name."""
from tqdm.auto import tqdm


def track(sequence, description="Working...", total=None, **options):
    """The elements, with a progress bar."""
    return tqdm(sequence, desc=description, total=total)

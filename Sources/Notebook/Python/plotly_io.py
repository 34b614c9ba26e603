"""Settings of plotly's display, which the kernel does not need."""


class _Settings:
    default = "plotly"

    def __getitem__(self, name):
        return self

    def __setitem__(self, name, value):
        pass


renderers = _Settings()
templates = _Settings()


def show(fig, *args, **kwargs):
    fig.show()


def write_image(fig, file, **kwargs):
    fig.write_image(file, **kwargs)


def write_html(fig, file, **kwargs):
    fig.write_html(file, **kwargs)

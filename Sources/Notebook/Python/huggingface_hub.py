"""`huggingface_hub` as notebooks use it before they load a model: logging in."""
import os


def login(token=None, add_to_git_credential=False, new_session=True, write_permission=False):
    """Keeps the token for the downloads of this session."""
    if token is None:
        print("No token was given. Downloads take it from the variable HF_TOKEN, or from the file that "
              "`huggingface-cli login` wrote; login(token) keeps one for this session.")
    elif not isinstance(token, str):
        raise TypeError(f"a token is a str, not {type(token).__name__}")
    else:
        os.environ["HF_TOKEN"] = token


def notebook_login(new_session=True, write_permission=False):
    """Says where tokens come from: this kernel has no form to type one into."""
    login()


def logout(token_name=None):
    """Forgets the token of this session."""
    os.environ.pop("HF_TOKEN", None)


def get_token():
    """The token of this session, or None."""
    return os.environ.get("HF_TOKEN")

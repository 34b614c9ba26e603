"""What the protocol tests run: Python-syntax samples, and which test needs which."""

# What each test needs (an attribute left empty skips the test):
NEEDS = {
    "test_kernel_info": "language_name, file_extension (compared when set)",
    "test_execute_stdout": "code_hello_world: prints 'hello, world' on stdout",
    "test_execute_stderr": "code_stderr: writes anything on stderr, status ok",
    "test_completion": "completion_samples: [{text, matches?}], cursor at the end, matches compared as a set",
    "test_is_complete": "complete_code_samples, incomplete_code_samples, invalid_code_samples",
    "test_pager": "code_page_something: reply carries exactly one payload, source 'page', with text/plain",
    "test_error": "code_generate_error: status error and exactly one iopub message, of type error",
    "test_execute_result": "code_execute_result: [{code, result?, mime?}], the result text compared exactly",
    "test_display_data": "code_display_data: [{code, mime}]",
    "test_history": "code_execute_result + supported_history_operations (tail, range, search) + "
                    "code_history_pattern, a glob matching exactly one of the result codes",
    "test_inspect": "code_inspect_sample: a name that is found, cursor at its end",
    "test_clear_output": "code_clear_output: sends a clear_output message",
    "test_recv_iopub_welcome_msg": "support_iopub_welcome: first iopub message is iopub_welcome, subscription ''",
}

SAMPLES = {
    "language_name": "python",
    "file_extension": ".py",
    "code_hello_world": "print('hello, world')",
    "code_stderr": "import sys; print('test', file=sys.stderr)",
    "completion_samples": [
        {"text": "zi", "matches": ["zip"]},
        {"text": "isinst", "matches": ["isinstance"]},
        {"text": "prin"},
    ],
    "complete_code_samples": ["1", "print('hello, world')", "def f(x):\n  return x*2\n\n\n",
                              "with m.trace('a') as t:\n    pass\n\n"],
    "incomplete_code_samples": ["print('''hello", "def f(x):\n  x*2", "with m.trace('a') as t:", "f(1,"],
    "invalid_code_samples": ["import = 7q", "f(]"],
    "code_page_something": "zip?",
    "code_generate_error": "raise ValueError('boom')",
    "code_execute_result": [
        {"code": "1+2+3", "result": "6"},
        {"code": "[n*n for n in range(1, 4)]", "result": "[1, 4, 9]"},
        {"code": "'a' + 'b'", "result": "'ab'"},
    ],
    "code_display_data": [
        {"code": "from IPython.display import HTML, display\ndisplay(HTML('<b>test</b>'))", "mime": "text/html"},
        {"code": "from IPython.display import Math, display\ndisplay(Math('\\\\frac{1}{2}'))", "mime": "text/latex"},
    ],
    "code_history_pattern": "1?2*",
    "supported_history_operations": ["tail", "range", "search"],
    "code_inspect_sample": "zip",
    "code_clear_output": "from IPython.display import clear_output\nclear_output()",
    "support_iopub_welcome": True,
    # the extra checks
    "code_sleep": "import time\ntime.sleep(30)",
    "code_loop_forever": "while True:\n    pass",
    "code_slow_ok": "import time\ntime.sleep(2)",
    "code_input": "input('name? ')",
    "code_input_result": "'Ada'",
    "code_assign": "conf_a = 41",
    "expr_ok": "conf_a + 1",
    "expr_ok_text": "42",
    "expr_bad": "no_such_name_q",
    "code_unicode": "u_ok = '𝒳é'; u_ok",
    "code_unicode_result": "'𝒳é'",
    "complete_after_astral": "'𝒳𝒳'; zi",
    "code_many_lines": "for i in range(2000):\n    print('line', i)",
    "code_display_id": "from IPython.display import display\nh = display('first', display_id='cid1')",
    "code_update_id": "from IPython.display import update_display\nupdate_display('second', display_id='cid1')",
    "code_exit_status_error_text": "ValueError",
}

S = dict(SAMPLES)

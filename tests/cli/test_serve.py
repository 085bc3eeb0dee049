import socket

from worldday import serve


def test_a_port_that_is_taken_is_one_sentence_and_no_restarting(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve.main(["--port", str(port)]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"127.0.0.1:{port}" in told


def test_a_free_port_is_not_shut():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert serve.why_shut("127.0.0.1", port) == ""

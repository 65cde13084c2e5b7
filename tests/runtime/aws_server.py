"""The AWS client, loaded once: each call is a fork of this process, which saves the second that loading takes.

`aws_server.py serve SOCKET` waits for calls; `aws_server.py call SOCKET …` is one, with its own standard streams.
"""

import json
import os
import signal
import socket
import sys


def serve(path):
    from awscli.clidriver import create_clidriver
    import awscli.customizations.s3.subcommands  # noqa: F401
    import s3transfer.manager  # noqa: F401

    driver = create_clidriver()
    streams = os.open(os.devnull, os.O_RDWR)
    os.dup2(streams, 1)
    driver.main(["s3api", "list-buckets"])
    driver.main(["kms", "list-keys"])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(64)
    while True:
        connection, _ = server.accept()
        if os.fork() > 0:
            connection.close()
            continue
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        server.close()
        request, fds, _, _ = socket.recv_fds(connection, 65536, 3)
        for number, fd in enumerate(fds):
            os.dup2(fd, number)
        call = json.loads(request)
        os.chdir(call["directory"])
        status = 255
        try:
            status = driver.main(call["arguments"])
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            connection.send(bytes([status & 255]))
            os._exit(0)


def call(path, arguments):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    request = json.dumps({"directory": os.getcwd(), "arguments": arguments}).encode()
    socket.send_fds(connection, [request], [0, 1, 2])
    answer = connection.recv(1)
    return answer[0] if answer else 255


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    else:
        sys.exit(call(sys.argv[2], sys.argv[3:]))

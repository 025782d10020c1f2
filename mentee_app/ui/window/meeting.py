"""Where a second start finds the first one and asks it to show its window."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 300
_RAISE = b"raise\n"


class Meeting(QObject):
    """Listens under a name, for this user only; whoever connects wants to see the window."""

    def __init__(self, name: str, wanted: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(name)  # we hold the lock of the folder, so it is left over from a crash
        self._server.listen(name)

    def close(self) -> None:
        """Listen no more, so that another can under the same name."""
        self._server.close()

    def _on_connection(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.write(_RAISE)
            socket.flush()
            socket.disconnectFromServer()
            socket.disconnected.connect(socket.deleteLater)
        self._wanted()


def raise_first(name: str) -> bool:
    """Ask the first start to show its window; whether it answered in time."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_WAIT_MS):
        return False
    answered = socket.bytesAvailable() > 0 or socket.waitForReadyRead(_WAIT_MS)
    socket.close()
    return answered

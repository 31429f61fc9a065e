package gateway

import (
	"bufio"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// accept answers the client at the other end of a connection, which wants a
// WebSocket.
func accept(c net.Conn) (*websocket.Conn, error) {
	c.SetDeadline(time.Now().Add(writeTime))
	both := bufio.NewReadWriter(bufio.NewReader(c), bufio.NewWriter(c))
	req, err := http.ReadRequest(both.Reader)
	if err != nil {
		return nil, err
	}
	conn, err := new(websocket.Upgrader).Upgrade(&upgrade{c, both}, req, nil)
	if err != nil {
		return nil, err
	}
	return conn, c.SetDeadline(time.Time{})
}

// upgrade is the http.ResponseWriter of a request that becomes a WebSocket. It
// has no other answer.
type upgrade struct {
	conn net.Conn
	both *bufio.ReadWriter
}

// Hijack implements http.Hijacker.
func (u *upgrade) Hijack() (net.Conn, *bufio.ReadWriter, error) { return u.conn, u.both, nil }

// Header implements http.ResponseWriter.
func (u *upgrade) Header() http.Header { return http.Header{} }

// WriteHeader implements http.ResponseWriter.
func (u *upgrade) WriteHeader(int) {}

// Write implements http.ResponseWriter.
func (u *upgrade) Write([]byte) (int, error) {
	return 0, errors.New("a WebSocket was asked for")
}

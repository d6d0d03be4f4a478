package io.github.inverseactivation.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A web server on this machine that gives one answer to every request. */
final class LoopbackServer implements AutoCloseable {
  private final ServerSocket socket;
  volatile int status = 200;
  volatile byte[] response = {};
  volatile int requests;

  LoopbackServer() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "loopback server");
    thread.setDaemon(true);
    thread.start();
  }

  URI address() {
    String host = socket.getInetAddress().getHostAddress();
    return URI.create("http://" + host + ":" + socket.getLocalPort() + "/data/");
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream()));
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {}
        requests = requests + 1;
        OutputStream out = client.getOutputStream();
        String head =
            "HTTP/1.1 "
                + status
                + " X\r\nContent-Length: "
                + response.length
                + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(response);
        out.flush();
      } catch (IOException e) {
        // The client hung up, which some tests want it to, or the server was closed.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.carrier;

import com.sun.net.httpserver.HttpExchange;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Exchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** A request of the JDK's server. */
final class JdkExchange implements Exchange {
  private final HttpExchange exchange;
  private final SilenceWatch watch;
  private final InputStream body;
  private boolean answered;

  JdkExchange(HttpExchange exchange, SilenceWatch watch) {
    this.exchange = exchange;
    this.watch = watch;
    this.body = new Watched(exchange.getRequestBody());
  }

  @Override
  public String method() {
    return exchange.getRequestMethod();
  }

  @Override
  public String path() {
    return Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("");
  }

  @Override
  public String query() {
    return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  @Override
  public String remote() {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  @Override
  public long length() {
    return header("Content-Length").map(JdkExchange::whole).orElse(-1L);
  }

  private static long whole(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  @Override
  public InputStream body() {
    return body;
  }

  /** Whether the answer was begun. */
  boolean isAnswered() {
    return answered;
  }

  @Override
  public void respond(Answer answer) throws IOException {
    answered = true;
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean unread = hasUnreadBody();
    if (unread) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    boolean head = method().equals("HEAD");
    if (answer.body() instanceof Answer.Stream stream) {
      stream(answer.status(), stream.source(), head);
      return;
    }
    long size = answer.size();
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(size));
    }
    exchange.sendResponseHeaders(answer.status(), head || size == 0 ? -1 : size);
    if (!head && answer.body() instanceof Answer.Whole whole && size > 0) {
      write(whole.bytes(), unread);
    }
  }

  private void stream(int status, Answer.Source source, boolean head) throws IOException {
    boolean begun = false;
    try {
      exchange.sendResponseHeaders(status, head ? -1 : 0);
      begun = !head;
    } finally {
      if (!begun) {
        source.leave();
      }
    }
    if (begun) {
      boolean whole = false;
      OutputStream out = new WatchedOutput(exchange.getResponseBody(), watch);
      try {
        source.writeTo(out);
        out.close();
        whole = true;
      } finally {
        if (!whole) {
          breakOff(out);
        }
      }
    }
  }

  /** An orderly end would tell the client that it has all: an interrupt closes the connection. */
  private static void breakOff(OutputStream out) {
    boolean ends = Thread.currentThread().isInterrupted();
    Thread.currentThread().interrupt();
    try {
      out.write(' ');
      out.flush();
    } catch (IOException e) {
      // Meant.
    } finally {
      if (!ends) {
        Thread.interrupted();
      }
    }
  }

  private void write(byte[] bytes, boolean unread) throws IOException {
    OutputStream out = new WatchedOutput(exchange.getResponseBody(), watch);
    out.write(bytes);
    out.flush();
    if (!unread) {
      out.close();
    }
    // Otherwise closing the stream would wait for a body that some clients announce but never send.
  }

  /** Clients may announce a body that belongs to an earlier request, and it never comes. */
  private boolean hasUnreadBody() {
    return length() > 0 && !((Watched) body).ended;
  }

  /** Reads with the watch running. */
  private final class Watched extends FilterInputStream {
    private boolean ended;
    private long taken;

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (ended) {
        return -1;
      }
      watch.reading();
      try {
        int n = super.read(to, offset, length);
        taken += Math.max(0, n);
        ended = n < 0 || taken == JdkExchange.this.length();
        return n;
      } finally {
        watch.pause();
      }
    }
  }
}

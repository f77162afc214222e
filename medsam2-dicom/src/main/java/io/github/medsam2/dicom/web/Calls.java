// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Requests to one root and their answers, within limits. Thread-safe. */
final class Calls implements AutoCloseable {
  private static final int MOST_REDIRECTS = 5;
  private static final long LOOK = 100;

  private final HttpClient client;
  private final URI root;
  private final Supplier<Map<String, String>> headers;
  private final DicomWebLimits limits;
  private final Set<AutoCloseable> open = new HashSet<>();
  private boolean closed;

  Calls(HttpClient client, URI root, Supplier<Map<String, String>> headers, DicomWebLimits limits) {
    this.client = client;
    this.root = root;
    this.headers = headers;
    this.limits = limits;
  }

  /** An answer with a status of 200 to 299; to be closed. */
  record Answer(int status, String header, InputStream body, Deadline deadline, Calls home)
      implements AutoCloseable {
    MediaType type() {
      return MediaType.of(header);
    }

    @Override
    public void close() {
      try {
        body.close();
      } catch (IOException e) {
        throw new IllegalStateException(e); // ours does not throw
      }
      home.forget(body);
    }
  }

  DicomWebLimits limits() {
    return limits;
  }

  /**
   * Gets what is at a path below the root.
   *
   * @param service for messages
   * @param path with its query, percent-encoded
   */
  Answer get(String service, String path, String accept) {
    return get(new Deadline(service, limits), path, accept);
  }

  /** Gets one of several answers that together have the time of a call. */
  Answer get(Deadline deadline, String path, String accept) {
    deadline.require();
    URI at = URI.create(root + path);
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      HttpRequest request = request(at, deadline).header("Accept", accept).GET().build();
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(request, deadline, () -> 0);
      int status = response.statusCode();
      if (status < 300 || status == 304 || status >= 400) {
        return answer(response, deadline, false);
      }
      body(response, deadline).close();
      at = redirected(at, response.headers().firstValue("Location"), deadline, status);
    }
    throw deadline.failure(
        "an answer", "more than " + MOST_REDIRECTS + " redirections", "check it");
  }

  /** Posts a body. An answer of 409 is one, too: it says what was refused. */
  Answer post(String path, Outgoing body) {
    Deadline deadline = new Deadline("store", limits);
    HttpRequest request =
        request(URI.create(root + path), deadline)
            .header("Accept", "application/dicom+json")
            .header("Content-Type", body.type())
            .POST(body.publisher())
            .build();
    return answer(send(request, deadline, body::sent), deadline, true);
  }

  private HttpRequest.Builder request(URI at, Deadline deadline) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at);
    try {
      headers.get().forEach(request::header);
      return request;
    } catch (IllegalArgumentException e) {
      // Without the cause: its message quotes the header.
      throw deadline.failure("headers that HTTP allows", "others", "correct your function");
    }
  }

  /** Credentials go with every request, so none leaves the root's origin. */
  private URI redirected(URI from, Optional<String> location, Deadline deadline, int status) {
    try {
      URI to = from.resolve(location.orElse(""));
      boolean own =
          location.isPresent()
              && root.getScheme().equalsIgnoreCase(to.getScheme())
              && root.getHost().equalsIgnoreCase(to.getHost())
              && port(root) == port(to)
              && to.getUserInfo() == null;
      if (own) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the address.
    }
    throw deadline.refused(
        status,
        "an answer from the root's host and port",
        "a redirection elsewhere",
        "make that address the root, if it is meant");
  }

  private static int port(URI uri) {
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    return uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(
      HttpRequest request, Deadline deadline, LongSupplier progress) {
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofPublisher());
    AutoCloseable end = () -> answer.cancel(true);
    remember(end, deadline);
    try {
      return await(answer, deadline, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.cancel(true);
      throw deadline.interrupted();
    } catch (ExecutionException e) {
      throw failed(e.getCause(), deadline);
    } finally {
      forget(end);
    }
  }

  /** Silence is counted from what was last sent, so a long upload is none. */
  private static <T> T await(CompletableFuture<T> answer, Deadline deadline, LongSupplier progress)
      throws InterruptedException, ExecutionException {
    long sent = progress.getAsLong();
    long silent = deadline.silence();
    while (true) {
      try {
        return answer.get(LOOK, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = progress.getAsLong();
        silent = now == sent ? silent : deadline.silence();
        sent = now;
        if (System.nanoTime() >= silent || deadline.left() <= 0) {
          answer.cancel(true);
          throw deadline.late();
        }
      } catch (java.util.concurrent.CancellationException e) {
        throw deadline.failure("a client that is open", "one that was closed", "open another");
      }
    }
  }

  private DicomWebException failed(@Nullable Throwable cause, Deadline deadline) {
    if (cause instanceof HttpConnectTimeoutException) {
      return deadline.failure(
          "a connection within " + limits.connect(), "none", "check the root's address");
    }
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof SSLException) {
        return deadline.failure(
            "a certificate that this program trusts", "another", "give its SSLContext");
      } else if (t instanceof ConnectException || t instanceof UnresolvedAddressException) {
        return deadline.failure(
            "an archive that listens at the root's address", "none", "check address and archive");
      }
    }
    return deadline.broken();
  }

  private Answer answer(
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response, Deadline deadline, boolean post) {
    TimedBody body = body(response, deadline);
    int status = response.statusCode();
    boolean good = (status >= 200 && status < 300) || (post && status == 409);
    if (!good) {
      body.close();
      throw refused(status, deadline);
    }
    remember(body, deadline);
    String type = response.headers().firstValue("Content-Type").orElse("");
    return new Answer(status, type, body, deadline, this);
  }

  private static TimedBody body(
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response, Deadline deadline) {
    TimedBody body = new TimedBody(deadline);
    response.body().subscribe(body);
    return body;
  }

  private static DicomWebException refused(int status, Deadline deadline) {
    String found = "status " + status;
    return switch (status) {
      case 401, 403 ->
          deadline.refused(
              status, "credentials that the archive accepts", found, "give them by headers(..)");
      case 404, 410 ->
          deadline.refused(
              status, "something that the archive has", found, "check root and identifiers");
      case 406, 415 ->
          deadline.refused(
              status, "a form that the archive offers", found, "ask for another service");
      case 413 -> deadline.refused(status, "less than that", found, "send fewer objects at once");
      case 429, 503 -> deadline.refused(status, "an archive with time", found, "repeat it later");
      default ->
          deadline.refused(status, "status 200", found, "see the archive's log for the reason");
    };
  }

  private void remember(AutoCloseable resource, Deadline deadline) {
    synchronized (this) {
      if (!closed) {
        open.add(resource);
        return;
      }
    }
    end(resource);
    throw deadline.failure("a client that is open", "one that was closed", "open another");
  }

  private synchronized void forget(AutoCloseable resource) {
    open.remove(resource);
  }

  private static void end(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException(e); // none of ours throws
    }
  }

  @Override
  public void close() {
    Set<AutoCloseable> all;
    synchronized (this) {
      closed = true;
      all = new HashSet<>(open);
      open.clear();
    }
    all.forEach(Calls::end);
  }
}

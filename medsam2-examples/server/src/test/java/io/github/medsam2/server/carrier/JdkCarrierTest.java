// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page needs of the carrier: events one by one, and encryption. */
class JdkCarrierTest {
  private final CountDownLatch read = new CountDownLatch(1);

  @TempDir private Path folder;

  private JdkCarrier open(@Nullable SSLContext tls) {
    Answer events =
        Answer.stream(
            "text/event-stream",
            out -> {
              out.write("data: first\n\n".getBytes(StandardCharsets.US_ASCII));
              out.flush();
              boolean seen = waitUntilRead();
              out.write(("data: " + seen + "\n\n").getBytes(StandardCharsets.US_ASCII));
            });
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return JdkCarrier.open(
        any,
        tls,
        Limits.defaults(),
        exchange -> {
          try {
            exchange.respond(events);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private boolean waitUntilRead() {
    try {
      return read.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void events(HttpURLConnection connection) throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
      assertThat(in.readLine()).isEqualTo("data: first");
      read.countDown();
      assertThat(in.readLine()).isEmpty();
      assertThat(in.readLine()).as("the first came before the second").isEqualTo("data: true");
    }
  }

  @Test
  void eventsComeOneByOne() throws Exception {
    try (JdkCarrier carrier = open(null)) {
      URI uri = URI.create("http://127.0.0.1:" + carrier.port() + "/");
      events((HttpURLConnection) uri.toURL().openConnection());
    }
  }

  private static JdkCarrier serving(Answer answer, CompletableFuture<Throwable> ended) {
    return JdkCarrier.open(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        null,
        Limits.defaults(),
        exchange -> {
          try {
            exchange.respond(answer);
            ended.completeExceptionally(new IllegalStateException("no failure"));
          } catch (IOException | RuntimeException e) {
            ended.complete(e);
          }
        });
  }

  @Test
  void whatBreaksOffDoesNotLookWhole() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Answer half =
        Answer.stream(
            "application/dicom",
            out -> {
              out.write(new byte[100]);
              out.flush();
              throw new IllegalStateException("the archive is gone");
            });
    try (JdkCarrier carrier = serving(half, ended)) {
      URI uri = URI.create("http://127.0.0.1:" + carrier.port() + "/");
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      assertThatThrownBy(() -> connection.getInputStream().readAllBytes())
          .isInstanceOf(IOException.class);
      assertThat(ended.get(20, TimeUnit.SECONDS)).hasMessage("the archive is gone");
    }
  }

  @Test
  void aSourceThatNobodyTakesIsLetGo() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    Answer.Source source =
        new Answer.Source() {
          @Override
          public void writeTo(OutputStream out) {
            throw new IllegalStateException("not asked for");
          }

          @Override
          public void leave() {
            left.countDown();
          }
        };
    try (JdkCarrier carrier = serving(Answer.stream("a/b", source), new CompletableFuture<>())) {
      URI uri = URI.create("http://127.0.0.1:" + carrier.port() + "/");
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setRequestMethod("HEAD");
      assertThat(connection.getResponseCode()).isEqualTo(200);
      assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whoTakesNothingHoldsNoThread() throws Exception {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Answer endless =
        Answer.stream(
            "text/event-stream",
            out -> {
              byte[] much = new byte[1 << 16];
              while (true) {
                out.write(much);
                out.flush();
              }
            });
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (JdkCarrier carrier =
            JdkCarrier.open(
                any,
                null,
                Limits.defaults().silence(Duration.ofMillis(300)),
                exchange -> {
                  try {
                    exchange.respond(endless);
                  } catch (IOException e) {
                    ended.complete(e);
                  }
                });
        Socket client = new Socket(InetAddress.getLoopbackAddress(), carrier.port())) {
      client
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      client.getOutputStream().flush();
      assertThat(ended.get(60, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void theKeyOfAFileEncrypts() throws Exception {
    Path keys = folder.resolve("k.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "s",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                keys.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    try (JdkCarrier carrier = open(Tls.of(keys, "secret".toCharArray()))) {
      URI uri = URI.create("https://127.0.0.1:" + carrier.port() + "/");
      HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
      SSLContext trusting = SSLContext.getInstance("TLS");
      trusting.init(null, new TrustManager[] {new TrustAll()}, null);
      connection.setSSLSocketFactory(trusting.getSocketFactory());
      events(connection);
    }
  }

  /** As MITK, which does not check the certificate. */
  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

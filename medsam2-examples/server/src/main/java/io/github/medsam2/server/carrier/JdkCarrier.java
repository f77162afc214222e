// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.carrier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.server.http.Exchange;
import io.github.medsam2.server.http.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests on the JDK's web server, which needs no dependency. Its own limits are settings
 * of the JVM and stay as they are. A connection without a request holds no thread.
 */
public final class JdkCarrier implements AutoCloseable {
  private static final int BACKLOG = 128;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final ScheduledExecutorService clock;

  private JdkCarrier(
      HttpServer server, ThreadPoolExecutor threads, ScheduledExecutorService clock) {
    this.server = server;
    this.threads = threads;
    this.clock = clock;
  }

  /** Answers every request; throws nothing. */
  @FunctionalInterface
  public interface Service {
    void serve(Exchange exchange);
  }

  /**
   * Opens the port and serves.
   *
   * @param tls how connections are encrypted, or null for not
   */
  public static JdkCarrier open(
      InetSocketAddress address, @Nullable SSLContext tls, Limits limits, Service service) {
    HttpServer server = bind(address, tls);
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(named("medsam2-server-clock"));
    SilenceWatch watch = new SilenceWatch(limits.silence(), clock);
    ThreadPoolExecutor threads = threads(limits.connections(), watch);
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, watch, service));
    server.start();
    return new JdkCarrier(server, threads, clock);
  }

  private static HttpServer bind(InetSocketAddress address, @Nullable SSLContext tls) {
    try {
      if (tls == null) {
        return HttpServer.create(address, BACKLOG);
      }
      HttpsServer server = HttpsServer.create(address, BACKLOG);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return server;
    } catch (IOException | IllegalArgumentException e) {
      throw new MedSam2Exception(
          "server, port " + address.getPort(),
          "a free port and an address of this machine",
          e.getClass().getSimpleName(),
          "choose another port, or end the program that has it");
    }
  }

  /** Threads that are there while there is work; what waits for one waits with its client. */
  private static ThreadPoolExecutor threads(int most, SilenceWatch watch) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            most,
            most,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("medsam2-server")) {
          @Override
          protected void beforeExecute(Thread thread, Runnable work) {
            watch.reading(); // the line and headers of the request
          }

          @Override
          protected void afterExecute(Runnable work, @Nullable Throwable failure) {
            watch.pause();
          }
        };
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static void serve(HttpExchange exchange, SilenceWatch watch, Service service) {
    watch.pause();
    try {
      service.serve(new JdkExchange(exchange, watch));
    } finally {
      exchange.close();
    }
  }

  /** The port that was bound. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What happens now and then: expiry, for one. */
  public void every(long millis, Runnable work) {
    clock.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    server.stop(0);
    threads.shutdownNow();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import io.github.medsam2.MedSam2;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.server.batches.ServerBatch;
import io.github.medsam2.server.carrier.JdkCarrier;
import io.github.medsam2.server.compute.ComputeQueue;
import io.github.medsam2.server.compute.Jobs;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.desk.Dialect;
import io.github.medsam2.server.desk.Settings;
import io.github.medsam2.server.desk.Tasks;
import io.github.medsam2.server.http.Gate;
import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.http.Route;
import io.github.medsam2.server.http.Router;
import io.github.medsam2.server.rounds.ServerRound;
import io.github.medsam2.server.session.SessionFolder;
import io.github.medsam2.server.session.Sessions;
import io.github.medsam2.server.store.ImageStore;
import io.github.medsam2.server.watch.RequestLog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model, served to viewers over HTTP, in a program of yours or by {@code medsam2 serve}.
 *
 * <pre>{@code
 * try (MedSam2Server s = MedSam2Server.on(model).port(8000).open()) {
 *   s.await();
 * }
 * }</pre>
 *
 * <p>Thread-safe; closing is idempotent and finishes what is under way, 20 seconds long. The model
 * is not closed. For research only: not a medical device.
 */
public final class MedSam2Server implements AutoCloseable {
  private static final Duration LAST_WORK = Duration.ofSeconds(20);
  private static final int WAITING = 16;
  private static final long LOOK = 1000;

  private final ServerSetup setup;
  private final Set<Front> fronts;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final ComputeQueue queue;
  private final Sessions sessions;
  private final Service service;
  private final JdkCarrier carrier;
  private boolean closed;

  private MedSam2Server(ServerSetup setup, InetAddress address) {
    this.setup = setup;
    this.fronts = fronts(setup, address.isLoopbackAddress());
    boolean whole = false;
    try {
      PrivateFolder folder = opened(PrivateFolder.create());
      this.queue = opened(new ComputeQueue(WAITING, setup.observer));
      SessionFolder kept = setup.sessions == null ? null : new SessionFolder(setup.sessions);
      this.sessions = opened(new Sessions(setup.model, setup.budget, queue, setup.observer, kept));
      Gate gate = new Gate(hosts(setup, address), setup.origins, setup.token);
      RequestLog log = new RequestLog();
      ImageStore store = store(setup, folder);
      Desk desk =
          new Desk(
              setup.name,
              sessions,
              store,
              folder,
              gate,
              setup.limits,
              setup.settings(),
              log,
              tasks(setup, store),
              Optional.ofNullable(setup.archive));
      this.service = new Service(new Router(routes(desk), gate, setup.limits), setup.observer, log);
      this.carrier =
          opened(
              JdkCarrier.open(
                  new InetSocketAddress(address, setup.port), setup.tls, setup.limits, service));
      carrier.every(LOOK, sessions::expire);
      whole = true;
    } finally {
      if (!whole) {
        closeAll();
      }
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.addFirst(resource);
    return resource;
  }

  /** Begins a server of a model, to be completed and opened. */
  public static ServerSetup on(MedSam2 model) {
    return new ServerSetup(model);
  }

  static MedSam2Server open(ServerSetup setup) {
    InetAddress address;
    try {
      address = InetAddress.getByName(setup.address);
    } catch (UnknownHostException e) {
      throw new InvalidInputException(
          "address", "one of this machine", "another", "take 127.0.0.1, or name its address");
    }
    if (!address.isLoopbackAddress() && setup.token.isEmpty()) {
      throw new InvalidInputException(
          "server", "a token where others can reach it", "none", "set a token, and better TLS too");
    }
    return new MedSam2Server(setup, address);
  }

  /**
   * Viewers that cannot show a token are served on loopback without one, or where they are named.
   */
  private static Set<Front> fronts(ServerSetup setup, boolean loopback) {
    Set<Front> fronts = EnumSet.noneOf(Front.class);
    for (Front front : Front.values()) {
      boolean safe = front.showsToken() || (loopback && setup.token.isEmpty());
      if ((safe || setup.named.contains(front)) && !setup.without.contains(front)) {
        fronts.add(front);
      }
    }
    return fronts;
  }

  private static Set<String> hosts(ServerSetup setup, InetAddress address) {
    Set<String> hosts = new LinkedHashSet<>(setup.hosts);
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      hosts.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
    }
    if (!address.isAnyLocalAddress()) {
      hosts.add(setup.address.toLowerCase(java.util.Locale.ROOT));
      hosts.add(address.getHostAddress());
    }
    return hosts;
  }

  private static ImageStore store(ServerSetup setup, PrivateFolder folder) {
    return setup.images == null
        ? ImageStore.empty(folder.newFolder())
        : ImageStore.of(setup.images, folder.newFolder());
  }

  private Tasks tasks(ServerSetup setup, ImageStore store) {
    Optional<ServerRound> round = Optional.ofNullable(setup.round).map(r -> round(setup, r, store));
    Optional<ServerBatch> batch =
        Optional.ofNullable(setup.batch)
            .map(b -> new ServerBatch(b.list(), b.results(), sessions, store));
    return new Tasks(opened(new Jobs()), round, batch); // jobs end before the rest
  }

  private ServerRound round(ServerSetup setup, Path folder, ImageStore store) {
    if (setup.base == null) {
      throw new InvalidInputException(
          "round of a server", "the weights it trains from", "none", "give them by base(..)");
    }
    Settings settings = setup.settings();
    return opened(
        ServerRound.open(
            folder,
            setup.base,
            setup.rounds,
            store,
            settings.labels(),
            settings.window(),
            sessions));
  }

  private List<Route> routes(Desk desk) {
    List<Route> routes = new ArrayList<>(Health.routes(queue));
    for (Front front : fronts) {
      Dialect dialect = front.dialect();
      sessions.clocks(dialect.name(), dialect.clocks());
      routes.addAll(dialect.routes(desk));
    }
    return routes;
  }

  /** The port that it listens on. */
  public int port() {
    return carrier.port();
  }

  /** Where viewers find it, such as {@code http://127.0.0.1:8000}. */
  public String address() {
    return (setup.tls == null ? "http://" : "https://") + setup.address + ":" + port();
  }

  /**
   * Where a browser finds the page; a token is in the part that browsers send to nobody, and the
   * page takes it away from there.
   */
  public String page() {
    String token =
        URLEncoder.encode(setup.token, StandardCharsets.UTF_8); // a plus is a blank there
    return address() + "/" + (token.isEmpty() ? "" : "#token=" + token);
  }

  /** The viewers that are served. */
  public Set<Front> fronts() {
    return EnumSet.copyOf(fronts);
  }

  /** How many sessions are open. */
  public int sessionCount() {
    return sessions.count();
  }

  /** Waits until another thread closes it. */
  public synchronized void await() throws InterruptedException {
    while (!closed) {
      wait();
    }
  }

  /** Takes no more, finishes what is under way, and frees everything. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      notifyAll();
    }
    service.stop();
    queue.drain(LAST_WORK);
    service.finish(LAST_WORK);
    closeAll();
  }

  private void closeAll() {
    for (AutoCloseable resource : open) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException(e); // none of ours throws
      }
    }
    open.clear();
  }
}

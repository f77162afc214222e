// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.MedSam2;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.dicom.web.DicomWeb;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.server.carrier.Tls;
import io.github.medsam2.server.desk.Settings;
import io.github.medsam2.server.desk.Settings.ExpiredSession;
import io.github.medsam2.server.http.Limits;
import io.github.medsam2.server.image.Grey;
import io.github.medsam2.server.rounds.RoundSettings;
import io.github.medsam2.server.session.Budget;
import io.github.medsam2.server.watch.ServerObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a server is to be opened. Every method changes this setup and returns it; not thread-safe. By
 * default a server listens on loopback only, serves all viewers that are safe there, and writes
 * nothing but to a private temporary folder.
 */
public final class ServerSetup {
  final MedSam2 model;
  String address = "127.0.0.1";
  int port = 8000;
  String token = "";
  String name = "MedSAM2";
  Limits limits = Limits.defaults();
  Budget budget = Budget.defaults();
  ServerObserver observer = ServerObserver.NONE;
  final Set<String> hosts = new LinkedHashSet<>();
  final Set<String> origins = new LinkedHashSet<>();
  final Set<Front> named = EnumSet.noneOf(Front.class);
  final Set<Front> without = EnumSet.noneOf(Front.class);
  @Nullable SSLContext tls;
  @Nullable Path sessions;
  @Nullable Path images;
  @Nullable Path round;
  @Nullable Weights base;
  @Nullable DicomWeb archive;
  @Nullable Cases batch;
  RoundSettings rounds = RoundSettings.usual();
  private List<String> labels = List.of("object");
  private String licence = "Research use only; not a medical device.";
  private String card = "";
  private String window = Grey.AUTOMATIC;
  private ExpiredSession expired = ExpiredSession.NULL_BODY;
  private Duration patience = Duration.ofSeconds(45);

  /** A list of cases and where results go. */
  record Cases(Path list, Path results) {}

  ServerSetup(MedSam2 model) {
    this.model = requireGiven(model, "a model");
  }

  private ServerSetup set(Consumer<ServerSetup> change) {
    change.accept(this);
    return this;
  }

  /** The port, 8000 by default; 0 for one that the system chooses. */
  public ServerSetup port(int number) {
    if (number < 0 || number > 65_535) {
      throw new InvalidInputException("port", "0 to 65535", number + "", "choose another");
    }
    return set(s -> s.port = number);
  }

  /** The address to listen on, loopback by default. Any other needs a {@link #token}. */
  public ServerSetup address(String own) {
    return set(s -> s.address = requireGiven(own, "an address"));
  }

  /**
   * What clients must show: at least 22 characters that nobody can guess, of those that a header
   * and a cookie can hold.
   */
  public ServerSetup token(String secret) {
    if (requireGiven(secret, "a token").length() < 22) {
      throw new InvalidInputException(
          "token",
          "22 characters or more, of 128 random bits",
          secret.length() + "",
          "take a longer one");
    }
    if (!secret.matches("[\\x21-\\x7e&&[^\",;\\\\]]+")) {
      throw new InvalidInputException(
          "token",
          "letters, digits and signs without blank, comma, semicolon, quote and backslash",
          "others",
          "take hexadecimal digits");
    }
    return set(s -> s.token = secret);
  }

  /** A name under which clients ask for this server, beside its address. */
  public ServerSetup host(String other) {
    return set(s -> s.hosts.add(requireGiven(other, "a name").toLowerCase(java.util.Locale.ROOT)));
  }

  /** The origin of a page elsewhere that may use this server, such as {@code http://pc7:3000}. */
  public ServerSetup origin(String page) {
    return set(s -> s.origins.add(requireGiven(page, "an origin")));
  }

  /** Encrypted connections with the key of a PKCS12 file. MITK needs them. */
  public ServerSetup tls(Path keys, char[] password) {
    return set(s -> s.tls = Tls.of(keys, password));
  }

  /** How much is taken in. */
  public ServerSetup limits(Limits own) {
    return set(s -> s.limits = requireGiven(own, "limits"));
  }

  /** How much memory open images may take. */
  public ServerSetup budget(Budget own) {
    return set(s -> s.budget = requireGiven(own, "a budget"));
  }

  /** Is told what the server does. */
  public ServerSetup observer(ServerObserver own) {
    return set(s -> s.observer = requireGiven(own, "an observer"));
  }

  /**
   * A folder in which sessions outlive the process: the images that were sent, and what was asked.
   * They hold what the images hold; keep the folder as you keep those.
   */
  public ServerSetup sessions(Path folder) {
    return set(s -> s.sessions = requireGiven(folder, "a folder"));
  }

  /** A folder of images to offer; labels that users send are written to {@code labels} in it. */
  public ServerSetup images(Path folder) {
    return set(s -> s.images = requireGiven(folder, "a folder"));
  }

  /**
   * A project of rounds with a reader, begun where the folder holds none: labels that users save
   * are its decisions, "next sample" its choice, and viewers may train its next model. Needs {@link
   * #base}. Images come from {@link #images}, or are uploaded.
   */
  public ServerSetup round(Path project) {
    return set(s -> s.round = requireGiven(project, "a folder"));
  }

  /** The weights that models of rounds are trained from; they stay open as long as the server. */
  public ServerSetup base(Weights weights) {
    return set(s -> s.base = requireGiven(weights, "weights"));
  }

  /** How rounds are kept. */
  public ServerSetup rounds(RoundSettings own) {
    return set(s -> s.rounds = requireGiven(own, "settings"));
  }

  /**
   * A list of cases that viewers may have done, and a folder for the results; see {@code
   * docs/batch.md}. Results of cases that are called as an image is are its labels of the tag
   * {@code original}.
   */
  public ServerSetup batch(Path list, Path results) {
    Cases given = new Cases(requireGiven(list, "a list"), requireGiven(results, "a folder"));
    return set(s -> s.batch = given);
  }

  /**
   * The one archive whose series viewers may name by their UID, as OHIF does; it stays the
   * caller's. No address that a client sends is ever asked.
   */
  public ServerSetup dicomWeb(DicomWeb pacs) {
    return set(s -> s.archive = requireGiven(pacs, "an archive"));
  }

  /** Serves these viewers even where they cannot show the token. */
  public ServerSetup also(Front... viewers) {
    return set(s -> s.named.addAll(List.of(viewers)));
  }

  /** Does not serve these viewers. */
  public ServerSetup without(Front... viewers) {
    return set(s -> s.without.addAll(List.of(viewers)));
  }

  /** What people call the model. */
  public ServerSetup name(String model) {
    return set(s -> s.name = requireGiven(model, "a name"));
  }

  /** The names that viewers offer for objects. */
  public ServerSetup labels(String... names) {
    if (names.length == 0) {
      throw new InvalidInputException("labels", "at least one", "none", "give a name");
    }
    return set(s -> s.labels = List.of(names));
  }

  /** What viewers show of the model's card and licence. */
  public ServerSetup licence(String text) {
    return set(s -> s.licence = requireGiven(text, "a text"));
  }

  /** What the page tells of the model: how good it is, and where it fails. */
  public ServerSetup card(String text) {
    return set(s -> s.card = requireGiven(text, "a text"));
  }

  /** The window of grey values where a viewer names none: one of {@link Grey#names()}. */
  public ServerSetup window(String windowName) {
    if (!Grey.names().contains(windowName)) {
      throw new InvalidInputException(
          "window", "one of " + Grey.names(), windowName, "choose one of them");
    }
    return set(s -> s.window = windowName);
  }

  /** What is answered for a session of MONAI Label that is over. */
  public ServerSetup expiredSession(ExpiredSession answer) {
    return set(s -> s.expired = requireGiven(answer, "an answer"));
  }

  /** How long a click may take before what was found so far is returned; 45 seconds by default. */
  public ServerSetup patience(Duration atMost) {
    return set(s -> s.patience = requireGiven(atMost, "a time"));
  }

  Settings settings() {
    String version = ServerSetup.class.getPackage().getImplementationVersion();
    return new Settings(
        version == null ? "0.1.0" : version, labels, licence, window, expired, patience, card);
  }

  /**
   * Opens it.
   *
   * @throws InvalidInputException for an address beyond loopback without a token
   */
  public MedSam2Server open() {
    return MedSam2Server.open(this);
  }
}

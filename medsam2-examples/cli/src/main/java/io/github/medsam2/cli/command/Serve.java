// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.given.ModelChoice;
import io.github.medsam2.cli.given.ServedWork;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.cli.work.ServerSecrets;
import io.github.medsam2.server.Front;
import io.github.medsam2.server.MedSam2Server;
import io.github.medsam2.server.ServerSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The model behind the viewers people have. */
@CommandLine.Command(
    name = "serve",
    header = "Serves a page for the browser, and viewers: 3D Slicer, MITK, OHIF, napari, ITK-SNAP.",
    description = {
      "",
      "Runs until it is ended, which finishes what is under way. Listens on this machine only"
          + " unless told otherwise; then a token is needed, and one is made and printed where none"
          + " is given. See docs/viewers.md for what to enter in each viewer.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 serve --port 8000 -m MedSAM2_latest.pt",
      "MITK needs --tls. Viewers that cannot show a token (itk_snap, medsam_slicer) are served"
          + " where there is none, or where --also names them."
    })
final class Serve extends io.github.medsam2.cli.shell.Command {

  @Mixin private ModelChoice model = new ModelChoice();
  @Mixin private final ServedWork served = new ServedWork();

  @Option(
      names = {"-p", "--port"},
      paramLabel = "N",
      order = 10,
      defaultValue = "8000",
      description = "otherwise ${DEFAULT-VALUE}; 0 for any that is free")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      order = 11,
      defaultValue = "127.0.0.1",
      description = "the address to listen on; otherwise ${DEFAULT-VALUE}, this machine only")
  private String address = "";

  @Option(
      names = "--host",
      paramLabel = "NAME",
      order = 12,
      description = "a name under which viewers ask for this server; repeatable")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--origin",
      paramLabel = "URL",
      order = 13,
      description = "where a page comes from that may use it, such as OHIF's; repeatable")
  private List<String> origins = new ArrayList<>();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      order = 14,
      description = "a file whose first line is what viewers must show")
  private Optional<Path> tokenFile = Optional.empty();

  @Option(
      names = "--tls",
      paramLabel = "FILE",
      order = 15,
      description = "encrypt, with the key of a PKCS12 file as keytool makes it")
  private Optional<Path> keys = Optional.empty();

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      order = 16,
      description = "a file whose first line is that file's password")
  private Optional<Path> password = Optional.empty();

  @Option(
      names = "--images",
      paramLabel = "FOLDER",
      order = 20,
      description = "images to offer; labels are written to its folder labels")
  private Optional<Path> images = Optional.empty();

  @Option(
      names = "--sessions",
      paramLabel = "FOLDER",
      order = 21,
      description = "keep what is open there, so that an end of the program loses no click")
  private Optional<Path> sessions = Optional.empty();

  @Option(
      names = "--label",
      paramLabel = "NAME",
      order = 22,
      description = "a name that viewers offer for objects; repeatable")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--window",
      paramLabel = "NAME",
      order = 23,
      description = "grey values where a viewer names none: abdomen, lung, brain, bone, ..")
  private Optional<String> window = Optional.empty();

  @Option(
      names = "--also",
      paramLabel = "VIEWER",
      order = 24,
      description =
          "serve it even where it cannot show the token; repeatable:" + " ${COMPLETION-CANDIDATES}")
  private List<Front> also = new ArrayList<>();

  @Option(
      names = "--without",
      paramLabel = "VIEWER",
      order = 25,
      description = "do not serve it; repeatable")
  private List<Front> without = new ArrayList<>();

  @Override
  protected void work(Console console) {
    if (keys.isPresent() != password.isPresent()) {
      throw misused("--tls and --tls-password-file go together");
    }
    if (served.isHalf()) {
      throw misused("--batch and --batch-out go together");
    }
    try (served;
        OpenModel open = model.open();
        MedSam2Server server = setup(open, console).open()) {
      Thread ending = new Thread(server::close, "medsam2-serve-end");
      Runtime.getRuntime().addShutdownHook(ending);
      console.note("model: " + open);
      console.say("serving " + server.fronts() + " at " + server.address());
      console.put("address", server.address());
      if (server.fronts().contains(Front.PAGE)) {
        console.say("page for a browser: " + server.page());
        console.put("page", server.address() + "/");
      }
      server.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // ended by whoever runs this command
    }
  }

  private ServerSetup setup(OpenModel open, Console console) {
    ServerSetup setup =
        MedSam2Server.on(open.model())
            .name(open.name())
            .port(port)
            .address(address)
            .also(also.toArray(Front[]::new))
            .without(without.toArray(Front[]::new))
            .licence(ServerSecrets.licence(open))
            .card(ServerSecrets.card(open));
    served.into(setup, model.base().file(), model.base().options());
    hosts.forEach(setup::host);
    origins.forEach(setup::origin);
    images.ifPresent(setup::images);
    sessions.ifPresent(setup::sessions);
    window.ifPresent(setup::window);
    if (!labels.isEmpty()) {
      setup.labels(labels.toArray(String[]::new));
    }
    if (keys.isPresent() && password.isPresent()) {
      setup.tls(keys.get(), ServerSecrets.firstLine(password.get()).toCharArray());
    }
    if (tokenFile.isPresent()) {
      setup.token(ServerSecrets.firstLine(tokenFile.get()));
    } else if (!ServerSecrets.isLoopback(address)) {
      String token = ServerSecrets.newToken();
      console.note("token for viewers, said only here: " + token);
      setup.token(token);
    }
    return setup;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.given;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.dicom.web.DicomWeb;
import io.github.medsam2.server.ServerSetup;
import io.github.medsam2.server.rounds.RoundSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What viewers may have done beside segmentation; what it opens is closed with it. */
public final class ServedWork implements AutoCloseable {

  @Option(
      names = "--round",
      paramLabel = "FOLDER",
      order = 30,
      description =
          "a project of rounds, begun where there is none: labels that viewers save are its"
              + " decisions, and they may train its next model; see docs/rounds.md")
  private Optional<Path> round = Optional.empty();

  @Option(
      names = "--reader",
      paramLabel = "NAME",
      order = 31,
      defaultValue = "viewer",
      description = "who works: letters, digits and _ . -; otherwise viewer")
  private String reader = "viewer";

  @Option(
      names = "--frozen",
      paramLabel = "SHARE",
      order = 32,
      defaultValue = "0.15",
      description = "share of the patients that judge models; otherwise 0.15")
  private double share = 0.15;

  @Option(
      names = "--frozen-least",
      paramLabel = "N",
      order = 33,
      defaultValue = "40",
      description = "at least so many of them; otherwise 40, below which a comparison tells little")
  private int least = 40;

  @Option(
      names = "--batch",
      paramLabel = "LIST",
      order = 34,
      description = "a list of cases that viewers may have done, with --batch-out; docs/batch.md")
  private Optional<Path> list = Optional.empty();

  @Option(
      names = "--batch-out",
      paramLabel = "FOLDER",
      order = 35,
      description = "where results of the list go")
  private Optional<Path> results = Optional.empty();

  @Option(
      names = "--pacs",
      paramLabel = "ROOT",
      order = 36,
      description = "DICOMweb of the one archive whose series viewers may name, as OHIF does")
  private Optional<URI> root = Optional.empty();

  @Option(
      names = "--pacs-header-file",
      paramLabel = "FILE",
      order = 37,
      description = "lines \"Name: value\" that go with every request to it")
  private Optional<Path> headers = Optional.empty();

  private final List<Runnable> open = new ArrayList<>();

  /** Whether a list of cases lacks its folder, or the other way round. */
  public boolean isHalf() {
    return list.isPresent() != results.isPresent();
  }

  /**
   * Tells it a server.
   *
   * @param weights the file of the model's weights; none for xca-nano
   * @param options how the model is opened
   */
  public void into(ServerSetup setup, Optional<Path> weights, ModelOptions options) {
    if (round.isPresent()) {
      Checkpoint base = OpenModel.weights(weights);
      open.add(base::close);
      setup.round(round.orElseThrow()).base(base);
      setup.rounds(RoundSettings.usual().reader(reader).frozen(share, least).serving(options));
    }
    if (list.isPresent() && results.isPresent()) {
      setup.batch(list.orElseThrow(), results.orElseThrow());
    }
    if (root.isPresent()) {
      DicomWeb pacs = ArchiveGiven.open(root.orElseThrow(), headers);
      open.add(pacs::close);
      setup.dicomWeb(pacs);
    }
  }

  @Override
  public void close() {
    open.forEach(Runnable::run);
    open.clear();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import io.github.medsam2.MedSam2;
import io.github.medsam2.batch.manifest.CaseRequest;
import io.github.medsam2.batch.manifest.ObjectRequest;
import io.github.medsam2.batch.manifest.ShownBy;
import io.github.medsam2.batch.run.Detector;
import io.github.medsam2.batch.run.Settings;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Prompts the middle of an image; notes in a folder which process opens a model, and ends the
 * process in the middle of one case, once.
 *
 * @param notes the folder
 * @param deadly id of the case
 */
record Middle(String notes, String deadly)
    implements SparkBatch.SettingsMaker, SparkBatch.ModelMaker {

  @Override
  public Settings make() {
    return Settings.usual().withDetector(new Finding(this));
  }

  @Override
  public MedSam2 open(Path weights) {
    try {
      Path folder = Files.createDirectories(Path.of(notes));
      Files.writeString(
          folder.resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID() + ".opened"), "");
      return MedSam2.load(weights, NanoModel.options("onnx"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Finding(Middle of) implements Detector {
    @Override
    public List<ObjectRequest> find(CaseRequest request, FrameSource frames) {
      Path died = Path.of(of.notes, "died");
      if (request.id().equals(of.deadly) && Files.notExists(died)) {
        try {
          Files.createFile(died);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(9);
      }
      BoxPrompt box = new BoxPrompt(10, 10, frames.width() - 10.0, frames.height() - 10.0);
      return List.of(
          new ObjectRequest("middle", OptionalInt.of(0), new ShownBy.Given(Prompts.of(box))));
    }
  }
}

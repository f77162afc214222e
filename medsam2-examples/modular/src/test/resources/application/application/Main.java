// SPDX-License-Identifier: Apache-2.0
package application;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.image.Image;
import io.github.medsam2.qca.measure.QcaOptions;
import java.nio.file.Path;
import java.util.List;

/** Embeds a picture and prompts it on every engine; arguments: a checkpoint, then the engines. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    for (Class<?> c : List.of(Main.class, MedSam2.class, DicomFile.class, QcaOptions.class)) {
      System.out.println("module " + c.getModule().getName());
    }
    byte[] pixels = new byte[96 * 96];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 7);
    }
    for (String engine : List.of(arguments).subList(1, arguments.length)) {
      ModelOptions options = ModelOptions.defaults().imageSize(128).engine(engine);
      try (MedSam2 model = MedSam2.load(Path.of(arguments[0]), options);
          ImageEmbedding picture = model.embed(Image.gray8(96, 96, pixels))) {
        Segmentation s = model.prompt(picture).box(14, 16, 70, 66).predict();
        System.out.println(engine + " " + s.mask().width() + "x" + s.mask().height());
      }
    }
  }
}

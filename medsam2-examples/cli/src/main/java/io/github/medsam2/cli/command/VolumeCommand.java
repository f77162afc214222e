// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.Direction;
import io.github.medsam2.batch.input.VolumeInput;
import io.github.medsam2.cli.draw.Overlay;
import io.github.medsam2.cli.given.ModelChoice;
import io.github.medsam2.cli.given.PromptGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.Form;
import io.github.medsam2.cli.shell.OutputFolder;
import io.github.medsam2.cli.work.Followed;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.cli.work.Picture;
import io.github.medsam2.cli.work.Saying;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.dicom.seg.SegForm;
import io.github.medsam2.dicom.seg.SegWriter;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.MaskVolume;
import io.github.medsam2.image.Window;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.OverlayGif;
import io.github.medsam2.io.Volumes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An object followed through the slices of a volume. */
@CommandLine.Command(
    name = "volume",
    header = "Segments an object in a CT or MR volume, from one slice both ways.",
    description = {
      "",
      "Written: mask.nii.gz on the volume's grid; segmentation.dcm where the volume was a folder of"
          + " DICOM slices; overlay.gif, and overlay.png of the slice on which it was shown.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 volume ct.nii.gz --slice 40 --box 250,190,300,240 --window abdomen -m"
          + " MedSAM2_latest.pt",
      "Slices count from 1. The built-in model knows coronary angiograms only: give weights of your"
          + " own."
    })
final class VolumeCommand extends io.github.medsam2.cli.shell.Command {
  private static final int COLOUR = 0x00c8ff;
  private static final double OPACITY = 0.4;
  private static final Duration SLICE = Duration.ofMillis(150);

  @Parameters(
      paramLabel = "VOLUME",
      description = "NIfTI, NRRD, MetaImage or NPZ file, or a folder of DICOM slices")
  private Path file = Path.of("");

  @Mixin private PromptGiven prompt = new PromptGiven();
  @Mixin private ModelChoice model = new ModelChoice();

  @Option(
      names = {"-s", "--slice"},
      paramLabel = "N",
      order = 20,
      description = "the slice on which it is shown, from 1; otherwise the middle one")
  private Optional<Integer> slice = Optional.empty();

  @Option(
      names = "--window",
      paramLabel = "LEVEL,WIDTH",
      order = 22,
      converter = Form.GreyWindow.class,
      description = "the values to tell apart, or abdomen, lung, brain, mediastinum, bone, ..")
  private Optional<Window> window = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "medsam2-volume",
      description = "where the results go; otherwise ${DEFAULT-VALUE}")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    if (prompt.isEmpty()) {
      throw misused(PromptGiven.NEEDED);
    }
    try (VolumeInput input = VolumeInput.open(file);
        OpenModel open = model.open(window)) {
      input.lines().forEach(console::say);
      Intensity shown = window.map(Intensity.class::cast).orElse(Intensity.standard());
      FrameSource slices = FrameSource.of(input.volume(), shown);
      int prompted = Picture.number(slice, slices.count());
      console.note("model: " + open);
      Followed object =
          Followed.of(
              open,
              slices,
              prompted,
              Saying.of(prompt.all(), Optional.empty(), open),
              Direction.BOTH,
              console);
      MaskVolume mask = MaskVolume.of(object.masks(), input.volume().geometry());
      tell(console, open, object, mask);
      write(input, mask, OutputFolder.create(out), console);
      pictures(console, slices, object);
    }
  }

  /** A mask on the volume's grid, and as DICOM where the slices are. */
  private static void write(VolumeInput input, MaskVolume mask, Path folder, Console console) {
    Path nifti = folder.resolve("mask.nii.gz");
    Volumes.write(nifti, mask);
    console.wrote(nifti);
    input
        .stack()
        .ifPresent(
            stack -> {
              Segment object = Segment.of("object", SegmentCodes.TISSUE, SegmentCodes.TISSUE);
              Path seg = folder.resolve("segmentation.dcm");
              SegWriter.of(stack, SegForm.binary(), List.of(object)).volume(1, mask).write(seg);
              console.wrote(seg);
            });
  }

  private static void tell(Console console, OpenModel open, Followed object, MaskVolume mask) {
    console.say(
        String.format(
            Locale.ROOT,
            "%d voxels, %.3f ml, on %d of %d slices, in %.1f s",
            mask.voxelCount(),
            mask.millilitres(),
            object.masks().stream().filter(m -> !m.isEmpty()).count(),
            object.masks().size(),
            object.seconds()));
    console.put("model", open.described());
    console.put("voxels", mask.voxelCount());
    console.put("millilitres", mask.millilitres());
    console.put("seconds", object.seconds());
  }

  private void pictures(Console console, FrameSource slices, Followed object) {
    Path movie = out.resolve("overlay.gif");
    OverlayGif.write(
        movie, slices, List.of(new OverlayGif.Layer(object.masks()::get, COLOUR, OPACITY)), SLICE);
    console.wrote(movie);
    Path picture = out.resolve("overlay.png");
    int at = object.prompted();
    ImageFile.writePng(picture, Overlay.of(slices.frame(at), object.masks().get(at), prompt.all()));
    console.wrote(picture);
  }
}

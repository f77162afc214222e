// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.run;

import io.github.medsam2.batch.output.ResultWriter;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Intensity;
import java.util.Optional;

/**
 * How cases are done. Immutable and thread-safe.
 *
 * @param writer of results
 * @param intensity of images with more than 8 bits
 * @param detector for cases that name no object
 * @param memory bytes that one case may take beside model and engine
 * @param retries of a case whose failure may pass; 0 to 10
 * @param again whether quarantined cases are tried once more
 * @param hashes whether results of earlier runs are held to their hashes, not to their markers
 *     alone
 */
public record Settings(
    ResultWriter writer,
    Intensity intensity,
    Optional<Detector> detector,
    long memory,
    int retries,
    boolean again,
    boolean hashes) {
  private static final long MEMORY = 4L << 30;
  private static final int RETRIES = 2;
  private static final int MOST_RETRIES = 10;

  /** Checks the numbers. */
  public Settings {
    if (retries < 0 || retries > MOST_RETRIES) {
      throw new InvalidInputException(
          "retries", "0 to " + MOST_RETRIES, retries + "", "choose fewer");
    }
    if (memory < 1) {
      throw new InvalidInputException("memory", "some bytes", memory + "", "choose more");
    }
  }

  /** The usual: all but measurements written, 4 GiB a case, two retries. */
  public static Settings usual() {
    return new Settings(
        ResultWriter.usual(), Intensity.standard(), Optional.empty(), MEMORY, RETRIES, false, true);
  }

  /** With another writer. */
  public Settings withWriter(ResultWriter other) {
    return new Settings(other, intensity, detector, memory, retries, again, hashes);
  }

  /** With another rule for images of more than 8 bits. */
  public Settings withIntensity(Intensity other) {
    return new Settings(writer, other, detector, memory, retries, again, hashes);
  }

  /** With a detector. */
  public Settings withDetector(Detector other) {
    return new Settings(writer, intensity, Optional.of(other), memory, retries, again, hashes);
  }

  /** With other bytes a case. */
  public Settings withMemory(long bytes) {
    return new Settings(writer, intensity, detector, bytes, retries, again, hashes);
  }

  /** With another number of retries. */
  public Settings withRetries(int count) {
    return new Settings(writer, intensity, detector, memory, count, again, hashes);
  }

  /** Quarantined cases too. */
  public Settings withQuarantined() {
    return new Settings(writer, intensity, detector, memory, retries, true, hashes);
  }

  /** Results of earlier runs are taken as their markers say, without reading them. */
  public Settings withoutHashes() {
    return new Settings(writer, intensity, detector, memory, retries, again, false);
  }

  /** What of them changes a result. */
  String inKey() {
    return writer.outputs().stream().sorted().toList()
        + " "
        + intensity
        + " "
        + detector.map(d -> d.getClass().getName() + " " + d.version()).orElse("");
  }
}

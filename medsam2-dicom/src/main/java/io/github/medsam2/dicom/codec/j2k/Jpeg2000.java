// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec.j2k;

import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.Corrupt;
import io.github.medsam2.dicom.codec.FrameShape;
import io.github.medsam2.dicom.codec.Supervised;
import io.github.medsam2.dicom.error.DicomException;
import java.time.Duration;

/**
 * JPEG 2000 part 1, decoded by com.github.jai-imageio:jai-imageio-jpeg2000 where the user has added
 * it.
 *
 * <p>That library returns a degraded picture when a tile is split into parts that do not say how
 * many they are, and spins forever or throws errors of the JVM on damaged streams: it waits for the
 * end of a row of ones, which FF FF in a packet header never has. So the codestream is checked and
 * its tile-parts are joined first ({@link Codestream}), it is read through a stream that breaks off
 * at its end and at a deadline ({@link GuardedStream}), on a thread that can be left alone ({@link
 * Supervised}), and whatever is thrown becomes one exception.
 */
public final class Jpeg2000 {
  private static final String NAME = "JPEG 2000";
  private static final String LIBRARY = "com.github.jai-imageio:jai-imageio-jpeg2000:1.4.0";

  private Jpeg2000() {}

  /**
   * Decodes one frame; components of a multiple-component transform come back as RGB.
   *
   * @param stream a codestream, or a JP2 file around it
   * @param deadline when to give up
   */
  public static CodedImage decode(byte[] stream, FrameShape expected, Duration deadline) {
    return Supervised.within(NAME, deadline, () -> decoded(stream, expected, deadline));
  }

  private static CodedImage decoded(byte[] stream, FrameShape expected, Duration deadline) {
    Codestream codestream = Codestream.parse(stream, expected);
    short[] samples;
    try {
      samples = JaiReader.read(codestream, new GuardedStream(codestream.joined(), deadline));
    } catch (NoClassDefFoundError e) {
      throw new DicomException(
          "JPEG 2000 frame", "the library " + LIBRARY, "none", "add it to the class path", e);
    } catch (OutOfMemoryError | DicomException e) {
      throw e;
    } catch (Throwable e) {
      // ThreadDeath among them: that library throws it to stop itself.
      throw Corrupt.at(NAME, 0, "a stream that decodes", e.getClass().getSimpleName());
    }
    return new CodedImage(expected, codestream.precision(), CodedImage.Color.UNSAID, samples);
  }
}

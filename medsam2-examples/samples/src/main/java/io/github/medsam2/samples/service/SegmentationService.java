// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.service;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.Image;
import io.github.medsam2.model.xca.XcaNano;
import io.github.medsam2.prompt.BoxPrompt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * A service for one call: a picture and a box to a mask with its receipt. Nothing of a picture is
 * kept or logged.
 *
 * <pre>
 * curl --data-binary @angiogram.png -H "Content-Type: application/octet-stream" \
 *   "http://127.0.0.1:8080/segment?box=120,80,260,190"
 * </pre>
 */
@SpringBootApplication
public class SegmentationService {
  private static final int MOST_BYTES = 32 << 20;
  private static final long MOST_PIXELS = 1L << 24;

  /** Starts it, on this machine only unless {@code server.address} says otherwise. */
  public static void main(String... arguments) {
    SpringApplication service = new SpringApplication(SegmentationService.class);
    service.setDefaultProperties(Map.of("server.address", "127.0.0.1"));
    service.run(arguments);
  }

  /** One model for all requests, closed with the service. */
  @Bean(destroyMethod = "close")
  public MedSam2 model(@Value("${medsam2.checkpoint:}") String checkpoint) {
    return checkpoint.isEmpty() ? XcaNano.load() : MedSam2.load(Path.of(checkpoint));
  }

  /**
   * What is answered.
   *
   * @param pixels in the mask
   * @param iou predicted
   * @param objectScore logit of presence
   * @param receipt what made the mask, with the mask as run lengths
   */
  public record Answer(int pixels, float iou, float objectScore, String receipt) {}

  /** Its requests. */
  @RestController
  public static class Masks {
    private final MedSam2 model;

    /** Called by Spring. */
    public Masks(MedSam2 model) {
      this.model = model;
    }

    /**
     * Segments what is in a box.
     *
     * @param box x0, y0, x1, y1 in pixels
     * @param picture a PNG, JPEG, GIF or BMP
     */
    @PostMapping("/segment")
    public Answer segment(@RequestParam("box") double[] box, @RequestBody byte[] picture) {
      if (box.length != 4) {
        throw new InvalidInputException("box", "x0,y0,x1,y1", box.length + " numbers", "give four");
      }
      BoxPrompt prompt = new BoxPrompt(box[0], box[1], box[2], box[3]);
      try (ImageEmbedding features = model.embed(read(picture))) {
        Segmentation s = model.prompt(features).and(prompt).predict();
        return new Answer(s.mask().area(), s.iou(), s.objectScore(), s.receipt().toJson());
      }
    }

    /** What is wrong with a request, in the library's words: they hold nothing of a patient. */
    @ExceptionHandler(MedSam2Exception.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    public Map<String, String> refused(MedSam2Exception e) {
      return Map.of("detail", String.valueOf(e.getMessage()));
    }

    private static Image read(byte[] picture) {
      if (picture.length > MOST_BYTES) {
        throw unreadable("more than " + MOST_BYTES + " bytes");
      }
      try (ImageInputStream in =
          ImageIO.createImageInputStream(new ByteArrayInputStream(picture))) {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
          throw unreadable("another format");
        }
        ImageReader reader = readers.next();
        try {
          reader.setInput(in);
          // Told by the header, before memory is taken for the pixels.
          if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
            throw unreadable("more than " + MOST_PIXELS + " pixels");
          }
          return BufferedImages.toImage(reader.read(0));
        } finally {
          reader.dispose();
        }
      } catch (IOException | IllegalArgumentException e) {
        throw unreadable("a damaged one");
      }
    }

    private static FormatException unreadable(String found) {
      return new FormatException(
          "picture", "a PNG, JPEG, GIF or BMP", found, "send another picture");
    }
  }
}

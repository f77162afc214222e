// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hosts;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.image.Image;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service that segments grey pictures. The first request opens the model, in its own thread. */
@SpringBootApplication
public class SegmentationServer {

  /** Starts it. */
  public static void main(String[] arguments) {
    SpringApplication.run(SegmentationServer.class, arguments);
  }

  /** One model for all requests, closed with the service. */
  @Bean
  @Lazy
  public MedSam2 model(@Value("${checkpoint}") Path checkpoint) {
    return MedSam2.load(checkpoint, ModelOptions.defaults().threads(1).imageSize(128));
  }

  /** Its requests. */
  @RestController
  public static class Masks {
    private final ObjectProvider<MedSam2> models;

    /** Called by Spring. */
    public Masks(ObjectProvider<MedSam2> models) {
      this.models = models;
    }

    /** Segments what is inside a box of a picture of 8-bit samples, row by row. */
    @PostMapping("/masks")
    public Map<String, Object> mask(
        @RequestParam("width") int width,
        @RequestParam("height") int height,
        @RequestParam("box") double[] box,
        @RequestBody byte[] pixels) {
      MedSam2 model = models.getObject();
      try (ImageEmbedding image = model.embed(Image.gray8(width, height, pixels))) {
        Segmentation found = model.prompt(image).box(box[0], box[1], box[2], box[3]).predict();
        return Map.of("area", found.mask().area(), "iou", found.iou());
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.medsam2.MedSam2;
import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.Image;
import io.github.medsam2.receipt.Receipt;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

class SegmentationServiceTest {
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() {
    service =
        SpringApplication.run(
            SegmentationService.class,
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--spring.main.banner-mode=off");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Image picture() {
    byte[] grey = new byte[96 * 64];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (Math.abs(i % 96 - i / 96) < 6 ? 60 : 170);
    }
    return Image.gray8(96, 64, grey);
  }

  private static byte[] png() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(BufferedImages.of(picture()), "png", out);
    return out.toByteArray();
  }

  private static HttpResponse<String> post(String box, byte[] body) throws Exception {
    int port = ((ServletWebServerApplicationContext) service).getWebServer().getPort();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/segment?box=" + box))
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aPictureAndABoxGiveAMaskWithItsReceipt() throws Exception {
    HttpResponse<String> answer = post("5,5,60,60", png());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode json = new ObjectMapper().readTree(answer.body());
    Receipt receipt = Receipt.ofJson(json.get("receipt").asText());
    assertThat(receipt.mask().area()).isEqualTo(json.get("pixels").asInt());
    assertThat(service.getBean(MedSam2.class).verify(receipt, picture()).isSame()).isTrue();
  }

  @Test
  void aBadRequestIsToldWhy() throws Exception {
    assertRefused(post("5,5,60", png()), "x0,y0,x1,y1");
    assertRefused(post("60,5,5,60", png()), "x0 < x1");
    assertRefused(post("5,5,60,60", new byte[40]), "another format");
    byte[] cut = Arrays.copyOf(png(), 60);
    assertRefused(post("5,5,60,60", cut), "picture");
    byte[] huge = png();
    huge[16] = 0x7f;
    assertRefused(post("5,5,60,60", huge), "picture");
  }

  private static void assertRefused(HttpResponse<String> answer, String told) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("detail").contains(told);
  }
}

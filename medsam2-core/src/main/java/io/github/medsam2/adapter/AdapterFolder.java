// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** An adapter as a folder of two files, those of the Python library peft. */
final class AdapterFolder {
  static final String CONFIG = "adapter_config.json";
  static final String TENSORS = "adapter_model.safetensors";

  /** In the metadata of the tensors: the fingerprint of the base. */
  static final String BASE = "medsam2.base_weights_sha256";

  private static final int CONFIG_BYTES = 1 << 20;
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private AdapterFolder() {}

  static Adapter read(Path folder) {
    AdapterConfig config = AdapterConfig.of(CONFIG, json(folder.resolve(CONFIG)));
    Path name = folder.toAbsolutePath().normalize().getFileName();
    try (Checkpoint tensors = Safetensors.open(folder.resolve(TENSORS))) {
      return AdapterTensors.read(name == null ? "adapter" : name.toString(), tensors, config)
          .forFingerprint(tensors.metadata().get(BASE));
    }
  }

  private static JsonObject json(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(CONFIG_BYTES + 1);
      if (bytes.length > CONFIG_BYTES) {
        throw new JsonParseException("too long");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      if (JsonParser.parseReader(reader) instanceof JsonObject object
          && reader.peek() == JsonToken.END_DOCUMENT) {
        return object;
      }
      throw new JsonParseException("no single object");
    } catch (NoSuchFileException e) {
      throw new FormatException(
          CONFIG,
          "a folder with " + CONFIG + " and " + TENSORS,
          "no such file",
          "give the folder that peft's save_pretrained wrote",
          e);
    } catch (JsonParseException | IOException e) {
      // Messages of the parser quote the text, which may be anything.
      throw new FormatException(
          CONFIG,
          "one JSON object in UTF-8 of at most " + CONFIG_BYTES + " bytes",
          e instanceof JsonParseException ? "other text" : "an unreadable file",
          "take the file that was saved with the tensors",
          e);
    }
  }

  static void write(Adapter adapter, Path folder) {
    byte[] config =
        (PRETTY.toJson(AdapterConfig.json(adapter)) + "\n").getBytes(StandardCharsets.UTF_8);
    Map<String, String> metadata = new LinkedHashMap<>(Map.of("format", "pt"));
    adapter.base().ifPresent(base -> metadata.put(BASE, base));
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new MedSam2Exception(
          "adapter " + adapter.name(),
          "a folder to write to",
          e.getClass().getSimpleName(),
          "check path and rights");
    }
    AtomicFiles.writePair(
        folder.resolve(TENSORS),
        Safetensors.content(AdapterTensors.named(adapter), metadata),
        folder.resolve(CONFIG),
        out -> out.write(config),
        "adapter");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.tensor.HostTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is honoured of an adapter's two files, and what is refused in words. */
class AdapterFolderTest {
  private static final String PREFIX = "base_model.model.";
  private static final String A = PREFIX + "net.linear.lora_A.weight";
  private static final String B = PREFIX + "net.linear.lora_B.weight";
  private static final String BIAS = PREFIX + "net.linear.bias";
  private static final int MUTANTS = Integer.getInteger("medsam2.fuzz", 1500);

  @TempDir Path folder;
  private Path config;
  private final Map<String, HostTensor> tensors = new LinkedHashMap<>();

  /** As peft writes rank 2 and alpha 6 of one layer. */
  @BeforeEach
  void write() throws IOException {
    config = folder.resolve("adapter_config.json");
    Files.writeString(
        config,
        "{\"peft_type\":\"LORA\",\"r\":2,\"lora_alpha\":6,\"target_modules\":[\"linear\"],"
            + "\"bias\":\"none\",\"task_type\":null,\"use_dora\":false,\"loftq_config\":{},"
            + "\"init_lora_weights\":true,\"lora_dropout\":0.1,\"megatron_core\":\"megatron.core\","
            + "\"qalora_group_size\":16,\"peft_version\":\"0.21.0\"}");
    tensors.put(A, Adapters.normal(1, 2, 5));
    tensors.put(B, Adapters.normal(2, 6, 2));
  }

  private Adapter read() {
    Safetensors.write(folder.resolve("adapter_model.safetensors"), tensors, Map.of("format", "pt"));
    return Adapter.read(folder);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
    return assertThatThrownBy(this::read).isInstanceOf(FormatException.class);
  }

  private void set(String field, String json) throws IOException {
    JsonObject object = JsonParser.parseString(Files.readString(config)).getAsJsonObject();
    JsonElement value = JsonParser.parseString(json);
    object.add(field, value);
    Files.writeString(config, object.toString());
  }

  private double scale() {
    return Adapters.of(read(), "net.linear").scale();
  }

  @Test
  void aPlainAdapter() {
    assertThat(scale()).isEqualTo(3);
    assertThat(read().base()).isEmpty();
  }

  @Test
  void stabilizedScales() throws IOException {
    set("use_rslora", "true");
    assertThat(scale()).isCloseTo(6 / Math.sqrt(2), within(1e-15));
  }

  /** The first pattern that fits decides, as in peft. */
  @Test
  void ranksAndAlphasByPattern() throws IOException {
    set("r", "8");
    assertRefused()
        .hasMessageContaining("tensor " + A)
        .hasMessageContaining("rank 8, which adapter_config.json says, found rank 2");
    set("rank_pattern", "{\"other\":3,\"lin.*\":2,\"net\\\\.linear\":5}");
    set("alpha_pattern", "{\"net.linear\":10.5}");
    assertThat(scale()).isEqualTo(5.25);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"net\\\\.(linear|conv)\"",
        "[\"conv\",\"net.linear\"]",
        "\"all-linear\"",
        "null"
      })
  void modulesThatAreNamed(String targets) throws IOException {
    set("target_modules", targets);
    assertThat(read().corrections()).containsOnlyKeys("net.linear");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"linear\"", "[\"inear\"]", "[\"conv\"]"})
  void modulesThatPeftWouldPassOver(String targets) throws IOException {
    set("target_modules", targets);
    assertRefused()
        .hasMessageContaining("adapter_config.json, target_modules")
        .hasMessageContaining("net.linear");
  }

  @Test
  void wholeModules() throws IOException {
    tensors.put(BIAS, Adapters.normal(3, 6));
    assertRefused().hasMessageContaining("net.linear.bias").hasMessageContaining("modules_to_save");
    set("modules_to_save", "[\"linear\"]");
    assertThat(read().whole()).isEqualTo(Map.of("net.linear.bias", Adapters.normal(3, 6)));
    tensors.put(PREFIX + "net.linear.weight", Adapters.normal(3, 6, 5));
    assertRefused().hasMessageContaining("net.linear.weight").hasMessageContaining("both");
  }

  /** What may change the network is not passed over, of a later peft neither. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "use_dora | true",
        "use_dora | \"yes\"",
        "bias | \"all\"",
        "bias | \"lora_only\"",
        "lora_bias | true",
        "fan_in_fan_out | true",
        "init_lora_weights | \"pissa_niter_4\"",
        "init_lora_weights | \"olora\"",
        "layer_replication | [[0, 4], [2, 5]]",
        "target_parameters | [\"experts\"]",
        "trainable_token_indices | [1]",
        "megatron_config | {\"a\": 1}",
        "use_qalora | true",
        "loftq_config | {\"loftq_bits\": 4}",
        "some_later_field | 0.5",
        "peft_type | \"LOHA\"",
        "r | 2.5",
        "r | \"2\"",
        "r | null",
        "lora_alpha | null",
        "lora_alpha | 1e999",
        "use_rslora | \"true\"",
        "rank_pattern | [2]",
        "rank_pattern | {\"linear\": 2.5}",
        "rank_pattern | {\"(\": 2}",
        "alpha_pattern | {\"linear\": \"x\"}",
        "target_modules | 5",
        "modules_to_save | \"linear\"",
      })
  void fieldsThatAreRefused(String field, String json) throws IOException {
    set(field, json);
    assertRefused().hasMessageContaining("adapter_config.json").hasMessageContaining(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "net.linear.lora_magnitude_vector",
        "net.linear.lora_B.bias",
        "net.words.lora_embedding_A",
        "net.linear.lora_A.default.weight"
      })
  void factorsOfAnotherKind(String key) {
    tensors.put(PREFIX + key, Adapters.normal(3, 6));
    assertRefused().hasMessageContaining(key).hasMessageContaining("another kind of factor");
  }

  @Test
  void tensorsThatAreMissingOrForeign() {
    HostTensor b = tensors.remove(B);
    assertRefused().hasMessageContaining(A).hasMessageContaining(B + " beside it");
    tensors.remove(A);
    tensors.put(B, b);
    assertRefused().hasMessageContaining(B).hasMessageContaining(A + " beside it");
    tensors.clear();
    assertRefused().hasMessageContaining("at least one correction");
    tensors.put("net.linear.lora_A.weight", b);
    assertRefused().hasMessageContaining("a name that begins with " + PREFIX);
  }

  @Test
  void factorsThatDoNotFit() {
    tensors.put(B, Adapters.normal(2, 6, 3));
    assertRefused().hasMessageContaining("module net.linear").hasMessageContaining("(6, 3)");
    tensors.put(B, HostTensor.of(new float[12], 12));
    assertRefused().hasMessageContaining("module net.linear").hasMessageContaining("(12)");
    tensors.put(B, HostTensor.of(new float[] {0, 1, 2, Float.NaN}, 2, 2));
    assertRefused().hasMessageContaining("module net.linear").hasMessageContaining("NaN");
    tensors.put(B, HostTensor.of(new long[4], 2, 2));
    assertRefused().hasMessageContaining(B).hasMessageContaining("real numbers");
  }

  @Test
  void filesThatAreMissingOrNoJson() throws IOException {
    assertThatThrownBy(() -> Adapter.read(folder))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("adapter_model.safetensors");
    for (String text : new String[] {"", "[]", "{", "{} {}", "{'r':2}", "[".repeat(100_000)}) {
      Files.writeString(config, text);
      assertRefused().hasMessageContaining("adapter_config.json").hasMessageContaining("JSON");
    }
    Files.write(config, new byte[] {'{', (byte) 0xff, '}'});
    assertRefused().hasMessageContaining("adapter_config.json");
    Files.delete(config);
    assertRefused().hasMessageContaining("no such file").hasMessageContaining("save_pretrained");
  }

  /** An expression made to take for ever ends. */
  @ParameterizedTest
  @ValueSource(strings = {"(.*.*.*.*.*.*.*)*x", "((a|l|n|e|t|i|r|.)+)+x", "(.+)+(.+)+(.+)+(.+)+x"})
  void expressionsThatExplode(String expression) throws IOException {
    String module = "l".repeat(2000) + ".linear";
    tensors.put(PREFIX + module + ".lora_A.weight", Adapters.normal(1, 2, 5));
    tensors.put(PREFIX + module + ".lora_B.weight", Adapters.normal(2, 6, 2));
    set("target_modules", "\"" + expression + "\"");
    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertRefused().hasMessageContaining("target_modules"));
    set("target_modules", "\"" + "(".repeat(8000) + "\"");
    assertRefused().hasMessageContaining("target_modules");
  }

  /** Damage is refused in the library's words, or is none. */
  @Test
  void damagedConfigurations() throws IOException {
    read();
    byte[] good = Files.readAllBytes(config);
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        bad[random.nextInt(bad.length)] =
            (byte) "\"{}[],:0123456789.-eE ntfx\\".charAt(random.nextInt(26));
      }
      Files.write(config, bad);
      try {
        assertThat(Adapter.read(folder).corrections()).hasSize(1);
      } catch (MedSam2Exception e) {
        refused++;
        assertThat(e.getMessage()).contains("; ").doesNotContain("\n");
      }
    }
    assertThat(refused).isBetween(MUTANTS / 2, MUTANTS - 1);
  }

  /** A second adapter in the same folder replaces the first; nothing else is left there. */
  @Test
  void writingReplacesWhatWasThere() throws IOException {
    Path place = folder.resolve("deep/er");
    Adapters.small("one", 1, 2).write(place);
    Adapter two = Adapters.small("two", 2, 3);
    two.write(place);
    assertThat(Adapter.read(place)).isEqualTo(two);
    try (var files = Files.list(place)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("adapter_config.json", "adapter_model.safetensors");
    }
    assertThatThrownBy(() -> two.write(place.resolve("adapter_config.json")))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("a folder to write to");
  }

  /**
   * An adapter of whole tensors alone is one, too; one of the network's own tensors is not peft's.
   */
  @Test
  void wholeTensorsAlone() {
    Adapter whole = new Adapter("w", Map.of(), Map.of("a.b.weight", Adapters.normal(1, 3)));
    whole.write(folder.resolve("w"));
    assertThat(Adapter.read(folder.resolve("w"))).isEqualTo(whole);
    Adapter own = new Adapter("w", Map.of(), Map.of("no_mem_embed", Adapters.normal(1, 3)));
    assertThatThrownBy(() -> own.write(folder.resolve("own")))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("no_mem_embed");
    assertThat(folder.resolve("own")).doesNotExist();
  }

  @Test
  void theConfigurationIsUtf8JsonOfPeftsFields() throws IOException {
    Adapters.small("a", 1, 2).write(folder.resolve("a"));
    byte[] bytes = Files.readAllBytes(folder.resolve("a/adapter_config.json"));
    JsonObject json =
        JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8)).getAsJsonObject();
    assertThat(json.get("r").getAsInt()).isEqualTo(3);
    assertThat(json.get("rank_pattern")).hasToString("{\"net\\\\.linear\":2}");
    assertThat(json.get("alpha_pattern")).hasToString("{\"net\\\\.linear\":2}");
    assertThat(json.get("target_modules")).hasToString("[\"net.conv\",\"net.linear\"]");
    assertThat(json.get("modules_to_save")).hasToString("[\"net.linear\"]");
    assertThat(json.keySet()).containsAll(Set.of("bias", "use_rslora", "inference_mode"));
  }
}

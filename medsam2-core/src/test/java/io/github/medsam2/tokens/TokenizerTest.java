// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TokenizerTest {
  private final Tokenizer clip = new Tokenizer(Vocabulary.clip());

  @TestFactory
  Stream<DynamicTest> numbersOfTheOriginal() throws IOException {
    Path file = SharedData.require("golden/sam3/tokens.json");
    JsonObject golden = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    return StreamSupport.stream(golden.getAsJsonArray("cases").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(c -> dynamicTest(c.get("text").toString(), () -> assertCase(c)));
  }

  private void assertCase(JsonObject c) {
    String text = c.get("text").getAsString();
    assertThat(clip.cleaned(text)).isEqualTo(c.get("cleaned").getAsString());
    assertThat(clip.length(text)).isEqualTo(c.get("untruncated_length").getAsInt());
    List<Integer> ids = new ArrayList<>();
    c.getAsJsonArray("ids").forEach(id -> ids.add(id.getAsInt()));
    List<Integer> found = new ArrayList<>();
    for (int id : clip.encode(text)) {
      found.add(id);
    }
    while (found.size() < Tokenizer.CONTEXT) {
      found.add(0);
    }
    assertThat(found).isEqualTo(ids);
  }

  @Test
  void aWordBetweenItsMarks() {
    assertThat(clip.vocabulary().size()).isEqualTo(49408);
    assertThat(clip.encode("visual")).containsExactly(49406, 7195, 49407);
    assertThat(clip.encode("CASS segment 2"))
        .containsExactly(49406, 22556, 15615, 273, 49407)
        .isEqualTo(clip.encode("  cass\u3000SEGMENT\n2 "));
    assertThat(clip.encode("")).containsExactly(49406, 49407);
  }

  @Test
  void typographyAndHtmlSayWhatTheyMean() {
    assertThat(clip.cleaned("don\u2019t \u201Cgo\u201D")).isEqualTo("don't \"go\"");
    assertThat(clip.cleaned("&amp;lt; &#x41;&#66; &unknown; &#99999;"))
        .isEqualTo("< ab &unknown; \uD821\uDE9F");
    assertThat(clip.cleaned("a\u0000b\uFEFFc")).isEqualTo("abc");
    assertThat(clip.cleaned("x\uD800y")).isEqualTo("x\uFFFDy");
  }

  @Test
  void moreThanAPhraseIsRefusedAndLongWordsAreCut() {
    assertThatThrownBy(() -> clip.encode("a".repeat(Tokenizer.LONGEST + 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1024 characters");
    int[] long1 = clip.encode("zq".repeat(Tokenizer.LONGEST / 2));
    assertThat(long1).hasSize(Tokenizer.CONTEXT).endsWith(clip.vocabulary().end());
  }

  /** Of all of Unicode, lone surrogates too. */
  @Provide
  Arbitrary<String> anything() {
    return Arbitraries.strings().all().ofMaxLength(120);
  }

  @Property(tries = 300)
  void anyTextBecomesASequence(@ForAll("anything") String text) {
    int[] ids = clip.encode(text);
    assertThat(ids).hasSizeBetween(2, Tokenizer.CONTEXT);
    assertThat(ids[0]).isEqualTo(49406);
    assertThat(ids[ids.length - 1]).isEqualTo(49407);
    assertThat(Arrays.stream(ids)).allMatch(id -> id >= 0 && id < 49408);
  }
}

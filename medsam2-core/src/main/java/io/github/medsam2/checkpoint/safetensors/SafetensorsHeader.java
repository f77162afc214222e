// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.safetensors;

import io.github.medsam2.checkpoint.storage.Utf8;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parser of a safetensors header. It knows that grammar only, not JSON at large.
 *
 * <pre>
 * Header   --&gt; '{' [ Member { ',' Member } ] '}'
 * Member   --&gt; '"__metadata__"' ':' Texts | Key ':' Tensor
 * Texts    --&gt; '{' [ String ':' String { ',' String ':' String } ] '}'
 * Tensor   --&gt; '{' Field ',' Field ',' Field '}'                  each field once, in any order
 * Field    --&gt; '"dtype"' ':' String | '"shape"' ':' Numbers | '"data_offsets"' ':' Numbers
 * Numbers  --&gt; '[' [ Digits { ',' Digits } ] ']'
 * Key      --&gt; String                                             each once
 * </pre>
 *
 * Blanks, tabs and line ends may stand between any two tokens and after the end.
 */
final class SafetensorsHeader {

  /** One tensor: bytes {@code begin} to {@code end}, counted from the end of the header. */
  /** Two float32 each: tables that a network computes itself. */
  private static final String COMPLEX = "C64";

  /**
   * One tensor.
   *
   * @param complex whether its elements are pairs of real numbers, the last axis of the shape
   */
  record Entry(DType dtype, Shape shape, long begin, long end, boolean complex) {}

  static final String METADATA = "__metadata__";

  private final String file;
  private final String text;
  private int at;

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private @Nullable Map<String, String> metadata;

  private SafetensorsHeader(String file, String text) {
    this.file = file;
    this.text = text;
  }

  static SafetensorsHeader parse(String file, ByteBuffer utf8) {
    SafetensorsHeader header =
        new SafetensorsHeader(file, Utf8.decode(utf8, () -> file + ", header"));
    header.members();
    return header;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  Map<String, String> metadata() {
    return metadata == null ? Map.of() : metadata;
  }

  private void members() {
    expect('{');
    if (!accept('}')) {
      do {
        member();
      } while (accept(','));
      expect('}');
    }
    skipBlanks();
    if (at != text.length()) {
      throw broken("the end of the header");
    }
  }

  private void member() {
    String key = string();
    expect(':');
    if (key.equals(METADATA)) {
      if (metadata != null) {
        throw broken("one " + METADATA);
      }
      metadata = texts();
    } else if (entries.size() == WeightFileBounds.TENSORS) {
      throw broken("at most " + WeightFileBounds.TENSORS + " tensors");
    } else if (entries.put(key, tensor(key)) != null) {
      throw broken("the key " + key + " once");
    }
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    expect('{');
    if (accept('}')) {
      return texts;
    }
    do {
      String name = string();
      expect(':');
      if (texts.put(name, string()) != null) {
        throw broken("the text " + name + " once");
      }
    } while (accept(','));
    expect('}');
    return texts;
  }

  private Entry tensor(String key) {
    String dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    expect('{');
    do {
      String field = string();
      expect(':');
      if (field.equals("dtype") && dtype == null) {
        dtype = string();
      } else if (field.equals("shape") && shape == null) {
        shape = numbers();
      } else if (field.equals("data_offsets") && offsets == null) {
        offsets = numbers();
      } else {
        throw broken("dtype, shape and data_offsets, each once, for tensor " + key);
      }
    } while (accept(','));
    expect('}');
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw broken("dtype, shape and two data_offsets before here for tensor " + key);
    }
    if (dtype.equals(COMPLEX)) {
      shape.add(2L);
      return new Entry(DType.FLOAT32, shape(shape), offsets.get(0), offsets.get(1), true);
    }
    return new Entry(type(key, dtype), shape(shape), offsets.get(0), offsets.get(1), false);
  }

  private DType type(String key, String name) {
    return SafetensorsType.named(name)
        .orElseThrow(
            () ->
                new CheckpointException(
                    file + ", tensor " + key,
                    "one of the element types " + List.of(SafetensorsType.values()),
                    name,
                    "convert the tensor to a supported type"));
  }

  private static Shape shape(List<Long> sizes) {
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  private List<Long> numbers() {
    List<Long> numbers = new ArrayList<>();
    expect('[');
    if (accept(']')) {
      return numbers;
    }
    do {
      if (numbers.size() == WeightFileBounds.RANK) {
        throw broken("at most " + WeightFileBounds.RANK + " numbers");
      }
      numbers.add(number());
    } while (accept(','));
    expect(']');
    return numbers;
  }

  private long number() {
    skipBlanks();
    int start = at;
    long value = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      value = value * 10 + (text.charAt(at++) - '0');
      if (at - start > 18) {
        throw broken("a number of at most 18 digits");
      }
    }
    if (at == start) {
      throw broken("a number");
    }
    return value;
  }

  private String string() {
    expect('"');
    int start = at;
    StringBuilder escaped = null;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw broken("control characters as escapes");
      }
      if (c == '\\') {
        if (escaped == null) {
          escaped = new StringBuilder(text.substring(start, at - 1));
        }
        escaped.append(escape());
      } else if (escaped != null) {
        escaped.append(c);
      }
    }
    String plain = escaped == null ? text.substring(start, at) : escaped.toString();
    expect('"');
    return plain;
  }

  private char escape() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw broken("an escape of JSON");
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw broken("four hexadecimal digits");
      }
      value = value * 16 + digit;
      at++;
    }
    return (char) value;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw broken("'" + c + "'");
    }
  }

  private boolean accept(char c) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private CheckpointException broken(String expected) {
    return new CheckpointException(
        file + ", header character " + at,
        expected,
        at < text.length() ? "'" + text.charAt(at) + "'" : "the end",
        "the file is damaged or not safetensors: get it again");
  }
}

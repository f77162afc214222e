// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavadocCheckTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/** A thing that is. */\npublic class A {}",
        "/** A thing that is. */\n@Deprecated\n@SuppressWarnings({\"a\", \"b)\"})\npublic class A {}",
        "/**\n * A thing\n * that is.\n *\n * @param x it\n */\npublic record A(int x) {}",
        "class A {}",
        "class A { public static class B {} }",
        "/** A thing that is. */ public class A { Class<?> c = B.class; class C {} }",
        "/** A thing that is. */ public class A { String s = \"public class B\"; // public enum C\n }",
        "/** A thing that is. */ public class A { char q = '\"'; /* public class B {} */ }",
        "/** A thing that is. */ package a;"
      })
  void accepts(String source) {
    assertThat(JavadocCheck.problemsOf(source)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n\npublic class A {}",
        "\n\npublic final class A<T extends B> {}",
        "\n\n@Deprecated public sealed interface A permits B {}",
        "\n\npublic @interface A {}",
        "\n\npublic enum A {}",
        "\n\npublic record A(int x) {}",
        "// Not Javadoc at all.\n/* Nor is this one. */\npublic class A {}",
        "/** */\n\npublic class A {}",
        "/** Word. */\n\npublic class A {}",
        "/** No full stop */\n\npublic class A {}",
        "/**\n * @param x tags only. */\npublic record A(int x) {}",
        "/** Of the constant only. */\nint x = 1;\npublic class A {}",
        "/** Documented well enough. */ public interface I {\n\n record A() {} }",
        "/** Documented well enough. */ public class C {\n String s = \"{\";\n public enum A {} }",
        "/** */\n\npackage a;"
      })
  void refuses(String source) {
    assertThat(JavadocCheck.problemsOf(source))
        .singleElement()
        .asString()
        .matches("3: public (class|@?interface|enum|record|package) [Aa] has no Javadoc sentence");
  }

  @Test
  void everyFaultIsFound() {
    String source = "public class A { public class B {} }\nclass C { public class D {} }";
    assertThat(JavadocCheck.problemsOf(source)).hasSize(2);
  }
}

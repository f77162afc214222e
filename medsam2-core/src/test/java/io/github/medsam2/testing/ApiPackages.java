// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is API: the packages that the modules' descriptors export to everybody. Their public and
 * protected signatures name nothing but each other, the JDK and JSpecify.
 */
final class ApiPackages extends ArchCondition<JavaClass> {
  private static final String HOUSE = "io.github.medsam2";
  private static final Pattern EXPORT =
      Pattern.compile("^\\s*exports\\s+([\\w.]+);", Pattern.MULTILINE);
  private static final Pattern OUTSIDE = Pattern.compile("|javax?\\..*|org\\.jspecify\\..*");

  private final Set<String> exported;
  private final Set<String> exempt;
  private final Set<String> unneeded;

  /** With types that are still hidden and shown; one that is not shown any more is a violation. */
  ApiPackages(String... exempt) {
    super("show only types of API packages, the JDK and JSpecify in signatures");
    this.exported = exportedOf(top());
    this.exempt = Set.of(exempt);
    this.unneeded = new TreeSet<>(this.exempt);
  }

  @Override
  public void finish(ConditionEvents events) {
    for (String entry : unneeded) {
      events.add(SimpleConditionEvent.violated(entry, "needs no exemption any more: " + entry));
    }
  }

  @Override
  public void check(JavaClass c, ConditionEvents events) {
    if (!exported.contains(c.getPackageName()) || !visible(c)) {
      return;
    }
    c.getSuperclass().ifPresent(t -> check(c.getName(), Set.of(t), events));
    c.getInterfaces().forEach(t -> check(c.getName(), Set.of(t), events));
    for (JavaField f : c.getFields()) {
      if (shown(f)) {
        check(f.getFullName(), Set.of(f.getType()), events);
      }
    }
    for (JavaCodeUnit u : c.getCodeUnits()) {
      if (shown(u)) {
        check(u.getFullName(), Set.of(u.getReturnType()), events);
        u.getParameterTypes().forEach(t -> check(u.getFullName(), Set.of(t), events));
        u.getExceptionTypes().forEach(t -> check(u.getFullName(), Set.of((JavaType) t), events));
      }
    }
  }

  private void check(String member, Set<JavaType> types, ConditionEvents events) {
    for (JavaType type : types) {
      for (JavaClass named : type.getAllInvolvedRawTypes()) {
        JavaClass base = named.getBaseComponentType();
        boolean open =
            OUTSIDE.matcher(base.getPackageName()).matches()
                || (exported.contains(base.getPackageName())
                    && (visible(base) || !base.isFullyImported()));
        if (!open && exempt.contains(base.getName())) {
          unneeded.remove(base.getName());
        } else if (!open) {
          String shows = member + " shows " + base.getName();
          events.add(SimpleConditionEvent.violated(named, shows));
        }
      }
    }
  }

  private static boolean shown(JavaMember m) {
    Set<JavaModifier> is = m.getModifiers();
    boolean open = is.contains(JavaModifier.PUBLIC) || is.contains(JavaModifier.PROTECTED);
    return open && !is.contains(JavaModifier.SYNTHETIC);
  }

  private static boolean visible(JavaClass c) {
    Set<JavaModifier> is = c.getModifiers();
    boolean open = is.contains(JavaModifier.PUBLIC) || is.contains(JavaModifier.PROTECTED);
    return open && c.getEnclosingClass().map(ApiPackages::visible).orElse(true);
  }

  /** The repository's folder. */
  private static Path top() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      if (Files.exists(p.resolve("mvnw"))) {
        return p;
      }
    }
    throw new IllegalStateException("no mvnw above the working folder");
  }

  static Set<String> exportedOf(Path repository) {
    Set<String> packages = new TreeSet<>();
    try (Stream<Path> modules = Files.list(repository)) {
      for (Path m : modules.map(m -> m.resolve("src/main/module/module-info.java")).toList()) {
        if (Files.exists(m)) {
          Matcher exports = EXPORT.matcher(Files.readString(m));
          while (exports.find()) {
            packages.add(exports.group(1));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!packages.contains(HOUSE)) {
      throw new IllegalStateException("the front door is not exported: " + packages);
    }
    return packages;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where DJL unpacks PyTorch's libraries. It would take the user's home; here it is a folder of the
 * temporary folder that only this user can read, and that later JVMs use again, because the
 * libraries have 430 MB. What DJL has in the home already is used, and nothing is added there.
 */
final class UnpackedLibraries {
  /** Tells DJL the folder. */
  static final String PROPERTY = "ENGINE_CACHE_DIR";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private UnpackedLibraries() {}

  /** Whether the host names a folder. */
  static boolean areNamed() {
    return isSet(PROPERTY) || isSet("DJL_CACHE_DIR");
  }

  /** The folder, there and safe to load libraries from. */
  static String folder() throws IOException {
    Platform platform = Platform.detectPlatform(PyTorchJars.DJL_NAME);
    String home = System.getProperty("user.home");
    if (home != null && isComplete(Path.of(home, ".djl.ai"), platform, true)) {
      return Path.of(home, ".djl.ai").toString();
    }
    String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._-]", "_");
    Path own = Path.of(System.getProperty("java.io.tmpdir"), "medsam2-natives-" + user);
    makePrivate(own.toAbsolutePath());
    if (!isComplete(own, platform, false)) {
      Utils.deleteQuietly(unpacked(own, platform)); // a cleaner of temporary files took some
    }
    return own.toString();
  }

  private static boolean isSet(String name) {
    String value = Utils.getEnvOrSystemProperty(name);
    return value != null && !value.isEmpty();
  }

  private static boolean isComplete(Path folder, Platform platform, boolean binding) {
    String @Nullable [] libraries = platform.getLibraries();
    Path unpacked = unpacked(folder, platform);
    String jni = platform.getApiVersion() + '-' + System.mapLibraryName("djl_torch");
    return libraries != null
        && Arrays.stream(libraries).allMatch(name -> Files.exists(unpacked.resolve(name)))
        && (!binding || Files.exists(unpacked.resolve(jni)));
  }

  private static Path unpacked(Path folder, Platform platform) {
    String name =
        platform.getVersion() + '-' + platform.getFlavor() + '-' + platform.getClassifier();
    return folder.resolve(PyTorchJars.DJL_NAME).resolve(name);
  }

  /** Others may write to the temporary folder, and must not choose what is loaded. */
  private static void makePrivate(Path folder) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try {
      Files.createDirectory(folder, attributes);
    } catch (FileAlreadyExistsException e) {
      if (posix && !isOwn(folder)) {
        throw new FileSystemException(folder.toString(), null, "it is not this user's alone");
      }
    }
  }

  private static boolean isOwn(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.getPosixFilePermissions(folder).equals(OWNER_ONLY)) {
      return false;
    }
    Path probe = Files.createTempFile(folder, "owner", null);
    try {
      return Files.getOwner(probe).equals(Files.getOwner(folder));
    } finally {
      Files.delete(probe);
    }
  }
}

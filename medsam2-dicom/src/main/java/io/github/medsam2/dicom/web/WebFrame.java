// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import io.github.medsam2.dicom.data.TransferSyntax;
import java.util.Optional;

/**
 * A frame as the archive sends it.
 *
 * @param bytes a codestream, or samples as they are stored; not to be written to
 * @param syntax how they are to be read, where the archive said so
 */
@SuppressWarnings("ArrayRecordComponent")
public record WebFrame(byte[] bytes, Optional<TransferSyntax> syntax) {}

// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.desk;

import io.github.medsam2.dicom.web.DicomWeb;
import io.github.medsam2.server.http.Gate;
import io.github.medsam2.server.http.Limits;
import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.session.Sessions;
import io.github.medsam2.server.store.ImageStore;
import io.github.medsam2.server.watch.RequestLog;
import java.util.Optional;

/**
 * What a dialect works with.
 *
 * @param model its name for people
 * @param sessions all images that are open
 * @param store images that the server itself has, and labels
 * @param folder for files on their way
 * @param gate knows the token
 * @param limits what is taken in
 * @param settings what is said in all dialects
 * @param log the latest lines
 * @param tasks long work
 * @param archive where images are that the store has not
 */
public record Desk(
    String model,
    Sessions sessions,
    ImageStore store,
    PrivateFolder folder,
    Gate gate,
    Limits limits,
    Settings settings,
    RequestLog log,
    Tasks tasks,
    Optional<DicomWeb> archive) {}

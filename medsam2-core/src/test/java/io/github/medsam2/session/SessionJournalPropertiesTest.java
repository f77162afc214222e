// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SessionJournalPropertiesTest {
  @Property(tries = 200)
  void whatIsWrittenIsRead(@ForAll("journals") List<SessionEvent> events) throws Exception {
    Path file = Files.createTempFile("journal", ".jsonl");
    try {
      SessionJournal.write(file, events);
      assertThat(SessionJournal.read(file)).isEqualTo(events);
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<List<SessionEvent>> journals() {
    return JournalEvents.lists();
  }
}

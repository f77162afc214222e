// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The objects of samples. */
final class SampleCases implements CaseSource {
  private final SampleSet samples;
  private final List<Place> places = new ArrayList<>();
  private volatile @Nullable Read last;

  private record Place(int sample, int object, String stratum) {}

  private record Read(int index, Sample sample) {}

  SampleCases(SampleSet samples, Function<SampleObject, String> stratum) {
    this.samples = samples;
    for (int i = 0; i < samples.size(); i++) {
      List<SampleObject> objects = samples.get(i).objects();
      for (int o = 0; o < objects.size(); o++) {
        if (!objects.get(o).mask().isEmpty()) {
          places.add(new Place(i, o, stratum.apply(objects.get(o))));
        }
      }
    }
  }

  /** Cases of one image are asked for one after the other. */
  private Sample sample(int index) {
    int wanted = places.get(index).sample;
    Read known = last;
    if (known == null || known.index != wanted) {
      known = new Read(wanted, samples.get(wanted));
      last = known;
    }
    return known.sample;
  }

  @Override
  public int size() {
    return places.size();
  }

  @Override
  public String id(int index) {
    return imageId(index) + " object " + places.get(index).object;
  }

  @Override
  public String imageId(int index) {
    return samples.id(places.get(index).sample);
  }

  @Override
  public String group(int index) {
    return samples.group(places.get(index).sample);
  }

  @Override
  public String stratum(int index) {
    return places.get(index).stratum;
  }

  @Override
  public Image image(int index) {
    return sample(index).image();
  }

  @Override
  public Optional<Mask> truth(int index) {
    return Optional.of(sample(index).objects().get(places.get(index).object).mask());
  }
}

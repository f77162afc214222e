//# # Which of two models is better
//# The same network at two input sizes, on two frames of the phantom: far too few to tell anything.

import io.github.medsam2.evaluate.*;
import io.github.medsam2.model.xca.*;

var a = angiogram();
List<Sample> cases = new ArrayList<>();
for (int i = 9; i < 11; i++) {
  cases.add(Sample.of("frame " + i, "patient " + i, a.cine().frame(i), List.of(SampleObject.of(a.truth(i)))));
}

//# Every candidate gets the same boxes. The page has intervals, pictures and what failed.

Path page = Files.createTempDirectory("medsam2-").resolve("comparison.html");
try (MedSam2 smaller = XcaNano.load(ModelOptions.defaults().imageSize(256))) {
  ComparisonResult result =
      Comparison.of(SampleSet.of(cases))
          .candidate("512 pixels", model())
          .candidate("256 pixels", smaller)
          .protocols(Protocol.box(BoxDrawing.EXACT))
          .run();
  System.out.println(result);
  result.writeHtml(page);
}
System.out.println("the page is " + page);

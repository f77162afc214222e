//# # Follow a vessel through a cine
//# xca-nano is small and easily loses what it follows; look at the calls more than at the masks.

var a = angiogram();
List<Image> frames = List.of(a.cine().frame(8), a.cine().frame(9), a.cine().frame(10));
Map<Integer, Mask> found = new TreeMap<>();
try (VideoSession cine = model().session(FrameSource.of(frames))) {
  cine.object("mid RCA").on(1).prompt(Prompts.of(a.box()));
  for (FrameResult f : cine.propagate(Direction.BOTH)) {
    System.out.println(f);
    found.put(f.index(), f.mask("mid RCA"));
  }
  System.out.println(cine.suggestions(1));
}

//# A film of it.

Path film = Files.createTempFile("medsam2-", ".gif");
OverlayGif.Layer red = new OverlayGif.Layer(found::get, 0xff3b30, 0.45);
OverlayGif.write(film, FrameSource.of(frames), List.of(red), java.time.Duration.ofMillis(120));
System.out.println("the film is " + film);
show(frames.get(1), found.get(1));

@echo off
rem Runs the program medsam2 as it was built here.
java -Djava.awt.headless=true -cp "${project.build.outputDirectory};${cli.classpath}" io.github.medsam2.cli.Medsam2 %*

"""What the build fills in."""

VERSION = "@python.version@"
JAR = "@project.build.finalName@.jar"

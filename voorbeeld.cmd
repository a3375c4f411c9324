@echo off
rem Dubbelklik hierop: de redactie opent in je browser.
cd /d "%~dp0"
where py >nul 2>nul && (py -3 build.py serve) || (python build.py serve)
if errorlevel 1 pause
